import { useEffect, useRef, useState } from 'preact/hooks';
import { HANDS, type HandName } from '../../../domain/procedural/handwriting.ts';
import { Choice } from '../../../ui/choice.tsx';
import { DropTarget } from '../../../ui/drop-target.tsx';
import { LogSlider } from '../../../ui/log-slider.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { useUniqueId } from '../../../ui/unique-id.ts';
import { DATA_SOURCES, PROCEDURAL_COUNT, PROCEDURAL_SEED } from '../../../state/data-sets.ts';
import type { Services } from '../../section.ts';
import './data.css';
import { MnistPanel, takeMnist } from './mnist-panel.tsx';
import { OwnPanel } from './own-panel.tsx';
import { WORDS } from './words.ts';

const HAND_NAMES = Object.keys(HANDS) as HandName[];

/** What the network learns from. */
export function DataControls(services: Services) {
  const { state, t, announce } = services;
  const words = t(WORDS);
  const { dataSets, training, networkFiles } = state;
  const details = useRef<HTMLDetailsElement>(null);
  /** A file of own digits that was dropped and is not read yet. */
  const [dropped, setDropped] = useState<File | null>(null);
  const source = dataSets.source.value;
  useEffect(() => dataSets.open(), [dataSets]);
  const count = source === 'own' ? dataSets.own.digits.value.length : dataSets.procedural.value.count;
  const isOutdated = training.data.value !== null && training.isDataOutdated.value && dataSets.isAvailable.value;
  const take = (files: readonly File[]) => {
    const of = (kind: ReturnType<typeof kindOf>) => files.filter((file) => kindOf(file) === kind);
    const [[network], [own], mnist] = [of('network'), of('own'), of('mnist')];
    if (network) void networkFiles.load(network);
    if (own) {
      dataSets.setSource('own');
      setDropped(own);
    }
    if (mnist.length > 0) dataSets.setSource('mnist');
    takeMnist(state, mnist);
    if (own || mnist.length > 0) details.current!.setAttribute('open', '');
  };
  return (
    <DropTarget class="data-drop" hint={words.drop} announce={announce} onFiles={take}>
      <details class="training-settings data" ref={details}>
        <summary>
          {words.title}: <span class="quiet">{words.summary[source](count)}</span>
        </summary>
        <div class="settings">
          <Choice
            label={words.source}
            options={DATA_SOURCES.map((value) => ({ value, label: words.sources[value] }))}
            value={source}
            onChange={dataSets.setSource}
          />
          {source === 'procedural' && <ProceduralPanel {...services} />}
          {source === 'mnist' && <MnistPanel {...services} />}
          {source === 'own' && <OwnPanel services={services} dropped={dropped} onTaken={() => setDropped(null)} />}
          <p class="quiet data-outdated">
            {isOutdated && (training.status.value.kind === 'running' ? words.outdatedRunning : words.outdated)}
          </p>
        </div>
      </details>
    </DropTarget>
  );
}

/** What a file may be, by its name; whatever it is, its content is checked. */
function kindOf({ name }: File): 'network' | 'own' | 'mnist' {
  if (/\.safetensors$/i.test(name)) return 'network';
  return /\.json$/i.test(name) ? 'own' : 'mnist';
}

function ProceduralPanel({ state, t }: Services) {
  const words = t(WORDS).procedural;
  const { dataSets } = state;
  const { count, seed, hand } = dataSets.procedural.value;
  const id = useUniqueId();
  return (
    <>
      <p class="quiet setting-note">{words.note}</p>
      <div class="setting">
        <label for={id}>{words.hand}</label>
        <select
          class="select"
          id={id}
          value={hand}
          onChange={({ currentTarget }) => dataSets.setProcedural({ hand: currentTarget.value as HandName })}
        >
          {HAND_NAMES.map((name) => (
            <option key={name} value={name}>
              {words.hands[name]}
            </option>
          ))}
        </select>
      </div>
      <LogSlider
        label={words.count}
        value={count}
        least={PROCEDURAL_COUNT.least}
        most={PROCEDURAL_COUNT.most}
        isWhole
        onChange={(next) => dataSets.setProcedural({ count: roundCount(next) })}
      />
      <div class="setting data-seed">
        <span id={`${id}-seed`}>{words.seed}</span>
        <span class="data-buttons">
          <button
            class="button"
            type="button"
            onClick={() => dataSets.setProcedural({ seed: (seed + 1) % (PROCEDURAL_SEED.most + 1) })}
          >
            {words.other}
          </button>
          <NumberField
            labelledBy={`${id}-seed`}
            value={seed}
            text={String(seed)}
            least={PROCEDURAL_SEED.least}
            most={PROCEDURAL_SEED.most}
            stepped={(steps) => seed + steps}
            onChange={(next) => dataSets.setProcedural({ seed: next })}
          />
        </span>
      </div>
    </>
  );
}

/** The slider stands at powers of ten: a number of two digits is what a person means by its place. */
function roundCount(count: number): number {
  return Number(count.toPrecision(2));
}
