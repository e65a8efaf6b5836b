import { SAMPLE_COUNT, type PlaneKind } from '../../../engine/landscape.ts';
import type { ScaleKind } from '../../../scenes/cost-scale.ts';
import { REACHES, SIDES, type Side } from '../../../state/landscape.ts';
import { Choice } from '../../../ui/choice.tsx';
import { grouped } from '../../../domain/numbers.ts';
import { saveFile } from '../../../ui/save-file.ts';
import { Slider } from '../../../ui/slider.tsx';
import { csvOf } from './facts.ts';
import type { LandscapeModel, LandscapeProps } from './model.ts';

const PLANES: readonly PlaneKind[] = ['gradient', 'random', 'path'];
const SCALES: readonly ScaleKind[] = ['log', 'linear'];

/** What is computed and how it is shown. */
export function LandscapeControls({ services, model }: LandscapeProps) {
  const { landscape, words, scaleKind, scaleBy } = model;
  const { plane, data, side, reach, seed } = landscape.settings.value;
  const { least, most } = REACHES[plane];
  const status = landscape.status.value;
  const isPath = plane === 'path';
  return (
    <div class="landscape-controls">
      <label class="landscape-select">
        <span>{words.plane}</span>
        <select
          class="select"
          value={plane}
          onChange={(event) => landscape.change({ plane: event.currentTarget.value as PlaneKind })}
        >
          {PLANES.map((kind) => (
            <option key={kind} value={kind}>
              {words.planes[kind]}
            </option>
          ))}
        </select>
      </label>
      <label class="landscape-select">
        <span>{words.side}</span>
        <select
          class="select"
          value={String(side)}
          onChange={(event) => landscape.change({ side: Number(event.currentTarget.value) as Side })}
        >
          {SIDES.map((points) => (
            <option key={points} value={String(points)}>
              {words.sides(points)}
            </option>
          ))}
        </select>
      </label>
      <Slider
        label={words.reach[plane]}
        value={isPath ? reach.path : reach[plane] * 100}
        least={isPath ? least : least * 100}
        most={isPath ? most : most * 100}
        step={0.1}
        digits={1}
        onChange={(value) => landscape.setReach(isPath ? value : value / 100)}
      />
      <div class="landscape-choice">
        <span aria-hidden="true">{words.data}</span>
        <Choice
          label={words.data}
          options={[
            { value: 'batch', label: words.batch(services.state.descent.batch.value.length) },
            { value: 'samples', label: words.samples(grouped(SAMPLE_COUNT)) },
          ]}
          value={data}
          onChange={(next) => landscape.change({ data: next })}
        />
      </div>
      <div class="landscape-choice">
        <span aria-hidden="true">{words.scale}</span>
        <Choice
          label={words.scale}
          options={SCALES.map((value) => ({ value, label: words.scales[value] }))}
          value={scaleKind.value}
          onChange={scaleBy}
        />
      </div>
      <div class="landscape-buttons">
        {status.kind === 'computing' ? (
          <button class="button" type="button" onClick={landscape.stop}>
            {words.stop}
          </button>
        ) : (
          <button class="button" type="button" disabled={status.kind === 'empty'} onClick={landscape.compute}>
            {words.compute}
          </button>
        )}
        <button class="button" type="button" disabled={isPath} onClick={() => landscape.change({ seed: seed + 1 })}>
          {words.otherDirection}
        </button>
      </div>
      <LandscapeProgress model={model} />
    </div>
  );
}

/** How far the computing is, or why there is none. */
function LandscapeProgress({ model }: { readonly model: LandscapeModel }) {
  const { landscape, words } = model;
  const status = landscape.status.value;
  const survey = landscape.survey.value;
  const [rows, side] = [survey?.rows ?? 0, survey?.settings.side ?? 1];
  const images = survey?.settings.data === 'samples' ? SAMPLE_COUNT : (survey?.images ?? 0);
  const sentence =
    status.kind === 'empty'
      ? words.empty[status.why]
      : status.kind === 'failed'
        ? words.status.failed(status.message)
        : status.kind === 'computing'
          ? words.status.computing(Math.min(rows + 1, side), side)
          : status.kind === 'done' && survey
            ? words.status.done(grouped(side * side), grouped(images), (survey.ms / 1000).toFixed(1), survey.threads)
            : status.kind === 'stopped'
              ? words.status.stopped(rows, side)
              : words.status.waiting;
  return (
    <div class="landscape-progress">
      <progress aria-label={words.title} max={side} value={rows} />
      <p class="quiet">{sentence}</p>
      {survey && rows > 0 && (
        <button class="button-plain" type="button" onClick={() => saveNumbers(model)}>
          {words.table}
        </button>
      )}
    </div>
  );
}

function saveNumbers({ landscape, view }: LandscapeModel): void {
  const survey = landscape.survey.peek();
  const shown = view.peek();
  if (!survey || !shown) return;
  saveFile(new Blob([csvOf(survey, shown.names)], { type: 'text/csv' }), 'landscape.csv');
}
