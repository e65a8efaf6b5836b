import { useRef, useState } from 'preact/hooks';
import { Choice } from '../../../ui/choice.tsx';
import { SteadyButton } from '../../../ui/steady-button.tsx';
import { useMount } from '../../../ui/use-mount.ts';
import { useUniqueId } from '../../../ui/unique-id.ts';
import { SaveFigure } from '../../save-figure.tsx';
import type { Services } from '../../section.ts';
import { useStageFigure } from '../../use-stage-figure.ts';
import { sheetPicture } from '../picture-sheet.tsx';
import { createBrowsing, ROWS } from './browsing.ts';
import { ChosenImage } from './chosen-image.tsx';
import { ImageList } from './image-list.tsx';
import type { ShownData } from './shown-data.ts';
import { WORDS } from './words.ts';

/** About so wide a tile is, in rem: a finger hits it. */
const TILE_PITCH = 2.875;
/** Room for the label under a tile, in cells of 28. */
const LABEL = 10;
const NONE: ReadonlySet<number> = new Set();
const PARTS = ['all', 'training', 'validation'] as const;
const DIGITS = Array.from({ length: 10 }, (_, digit) => digit);

/** The digits of the data set with their labels, page by page. */
export function DataBrowser(services: Services) {
  const { state, stage, t } = services;
  const words = t(WORDS).browser;
  const id = useUniqueId();
  const [browsing] = useState(() => createBrowsing(state));
  const { found, choose } = browsing;
  const place = useRef<HTMLDivElement>(null);
  useMount(() => {
    const stop = browsing.start();
    const sizes = new ResizeObserver(([entry]) => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      browsing.setColumns(Math.max(4, Math.floor(entry!.contentRect.width / (TILE_PITCH * rem))));
    });
    sizes.observe(place.current!);
    return () => {
      stop();
      sizes.disconnect();
    };
  });
  const canvas = useStageFigure(stage, 'tileSheet', () => ({
    columns: browsing.columns.value,
    below: LABEL,
    tiles: browsing.patterns.value,
    struck: NONE,
  }));

  const source = state.dataSets.source.value;
  const data = browsing.data.value;
  const title = words.title(data?.source ?? source);
  const { part, digit } = browsing.filter.value;
  const { from, to, page, pages } = browsing.page.value;
  const chosen = browsing.chosen.value;
  const columns = browsing.columns.value;
  const size = columns * ROWS;
  const count = found.value.length;
  const range = words.range(from, to, count);
  return (
    <figure class="data-browser" aria-labelledby={id}>
      <div class="training-figure-title">
        <h3 id={id}>{title}</h3>
        {count > 0 && (
          <SaveFigure
            stage={stage}
            label={words.saveLabel(title)}
            fileName="digits"
            picture={() =>
              sheetPicture(canvas.current!, `${title}, ${range}`, labelled(data, browsing.numbers.peek()), columns, LABEL)
            }
          >
            {words.save}
          </SaveFigure>
        )}
      </div>
      <div class="data-filters">
        {data?.source !== 'own' && (
          <Choice
            label={words.part}
            options={PARTS.map((value) => ({ value, label: words.parts[value] }))}
            value={part}
            onChange={(next) => browsing.setFilter({ part: next })}
          />
        )}
        <label class="data-digit">
          {words.digit}
          <select
            class="select"
            value={digit === null ? '' : String(digit)}
            onChange={({ currentTarget }) =>
              browsing.setFilter({ digit: currentTarget.value === '' ? null : Number(currentTarget.value) })
            }
          >
            <option value="">{words.anyDigit}</option>
            {DIGITS.map((value) => (
              <option key={value} value={value}>
                {value}
              </option>
            ))}
          </select>
        </label>
        <span class="data-buttons">
          <SteadyButton isOff={page === 0} onClick={() => choose(0)}>
            {words.first}
          </SteadyButton>
          <SteadyButton isOff={page === 0} onClick={() => choose(from - size)}>
            {words.previous}
          </SteadyButton>
          <SteadyButton isOff={page >= pages - 1} onClick={() => choose(from + size)}>
            {words.next}
          </SteadyButton>
          <SteadyButton isOff={page >= pages - 1} onClick={() => choose(count - 1)}>
            {words.last}
          </SteadyButton>
        </span>
        <span class="data-range">{range}</span>
      </div>
      <div
        class="data-tiles"
        ref={place}
        style={{ '--columns': String(columns), '--rows': String(ROWS), '--row': String((28 + LABEL) / 28) }}
      >
        <canvas class="data-tiles-picture" ref={canvas} aria-hidden="true" />
        {data && count > 0 ? (
          <ImageList
            words={words}
            labels={data.labels}
            numbers={browsing.numbers.value}
            columns={columns}
            chosen={chosen - from}
            onChoose={(next) => choose(from + next)}
            onPage={(pagesOn) => choose(chosen + pagesOn * size)}
          />
        ) : (
          <Nothing {...services} hasData={data !== null && data.labels.length > 0} />
        )}
      </div>
      <ChosenImage
        {...services}
        data={data}
        number={found.value[chosen] ?? null}
        pattern={browsing.patterns.value[chosen - from] ?? null}
      />
      <figcaption class="quiet">{source === 'own' ? words.captionOwn : words.caption}</figcaption>
      <Remake {...services} hasData={data !== null} />
    </figure>
  );
}

/** The digits of a page with their labels, as they are saved. */
function labelled(data: ShownData | null, numbers: Uint32Array) {
  return Array.from(numbers, (image) => {
    const label = String(data?.labels[image] ?? '');
    return { image, label, words: [label] };
  });
}

/** Why there is nothing to see, and what to do about it. */
function Nothing({ state, t, hasData }: Services & { readonly hasData: boolean }) {
  const words = t(WORDS).browser;
  const { source, isAvailable } = state.dataSets;
  const isOwn = source.value === 'own';
  const isMaking = state.training.status.value.kind === 'making';
  return (
    <div class="data-nothing">
      <p>
        {hasData
          ? words.noneFound
          : isMaking
            ? words.making
            : isOwn
              ? words.noneOwn
              : isAvailable.value
                ? words.none
                : words.notHere}
      </p>
      {!hasData && !isOwn && !isMaking && isAvailable.value && (
        <button class="button" type="button" onClick={state.training.prepareData}>
          {words.make}
        </button>
      )}
    </div>
  );
}

/** Other digits are chosen than those that are shown. */
function Remake({ state, t, hasData }: Services & { readonly hasData: boolean }) {
  const { training, dataSets } = state;
  const { kind } = training.status.value;
  const isWanted = hasData && training.isDataOutdated.value && dataSets.source.value !== 'own' && dataSets.isAvailable.value;
  return (
    <p class="data-remake">
      {isWanted && kind !== 'running' && kind !== 'making' && (
        <button class="button" type="button" onClick={training.prepareData}>
          {t(WORDS).browser.remake}
        </button>
      )}
    </p>
  );
}
