import { effect, useComputed, useSignal } from '@preact/signals';
import { useRef, useState } from 'preact/hooks';
import { watchSight } from '../../../ui/in-sight.ts';
import { SteadyButton } from '../../../ui/steady-button.tsx';
import { percent } from '../../../domain/numbers.ts';
import { useMount } from '../../../ui/use-mount.ts';
import type { Services } from '../../section.ts';
import { Classes, Confusion } from './confusion.tsx';
import { createUnderstanding, MISTAKES, PAGE, type Understanding as Model } from './model.ts';
import { PictureSheet, type SheetItem } from '../picture-sheet.tsx';
import './understanding.css';
import { WORDS } from './words.ts';

interface Props {
  readonly services: Services;
  readonly model: Model;
}

/** What the network in training takes for what: all images held back, cell by cell, and those that it is most wrong about. */
export function Understanding(services: Services) {
  const isInSight = useSignal(false);
  const place = useRef<HTMLDivElement>(null);
  const [model] = useState(() => createUnderstanding(services.state, isInSight));
  useMount(() => {
    const sight = watchSight(place.current!);
    const stop = effect(() => {
      isInSight.value = sight.isInSight.value;
    });
    return () => {
      stop();
      sight.stop();
      model.dispose();
    };
  });
  const isThere = useComputed(() => model.confusion.value !== null);
  return (
    <div class="understanding" ref={place}>
      {isThere.value ? <Figures services={services} model={model} /> : <Nothing {...services} />}
    </div>
  );
}

function Nothing({ state, t }: Services) {
  const { empty } = t(WORDS);
  const { look, runData } = state.training;
  return (
    <div class="understanding-empty">
      <h3>{empty.title}</h3>
      <p class="quiet">{look.value && runData.value?.validationCount === 0 ? empty.noneHeldBack : empty.noLook}</p>
    </div>
  );
}

function Figures({ services, model }: Props) {
  const words = services.t(WORDS);
  // null only until the page has taken these figures away.
  const confusion = useComputed(() => model.confusion.value ?? new Uint32Array(100));
  const side = useRef<HTMLDivElement>(null);
  const opened = (cell: number) => {
    const count = confusion.peek()[cell]!;
    services.announce(words.matrix.cell(Math.floor(cell / 10), cell % 10, count));
    // Where it stands under the matrix, it would be out of sight.
    side.current?.scrollIntoView({ block: 'nearest' });
  };
  const isEmptySet = useComputed(() => model.mistakes.value.length === 0);
  return (
    <>
      <OnPad services={services} model={model} />
      <Confusion {...{ model, words, confusion }} onOpen={opened} />
      <div class="understanding-side" ref={side}>
        <CellPictures services={services} model={model} />
      </div>
      <Classes {...{ words, confusion }} />
      <figure class="mistakes">
        <Mistakes services={services} model={model} />
        <figcaption class="quiet">{isEmptySet.value ? words.mistakes.none : words.mistakes.caption}</figcaption>
      </figure>
    </>
  );
}

/** Images of the chosen cell, a page at a time. */
function CellPictures({ services, model }: Props) {
  const words = services.t(WORDS);
  const title = useComputed(() => words.cell.title(Math.floor(model.cell.value / 10), model.cell.value % 10));
  const items = useComputed(() =>
    model.shown.value.map((image): SheetItem => ({
      image,
      label: words.picture.label(image, Math.floor(model.cell.value / 10)),
      words: [],
    })),
  );
  const count = model.members.value.length;
  const isFirst = model.page.value === 0;
  const isLast = model.page.value === model.pages.value - 1;
  return (
    <figure class="cell-pictures">
      <PictureSheet
        {...sheetOf({ services, model })}
        {...{ services, title, items }}
        list={words.cell.list}
        fileName="training-cell"
        room={PAGE}
        hasWords={false}
      />
      <figcaption class="quiet">
        <div class="cell-pages">
          <SteadyButton isOff={isFirst} onClick={() => model.turn(-1)}>
            {words.cell.before}
          </SteadyButton>
          <SteadyButton isOff={isLast} onClick={() => model.turn(1)}>
            {words.cell.after}
          </SteadyButton>
          <span class="cell-count">
            {count === 0 ? words.cell.none : words.cell.page(model.page.value + 1, model.pages.value, count)}
          </span>
        </div>
        <p>{model.isChosen.value || count === 0 ? '\u00a0' : words.cell.commonest}</p>
      </figcaption>
    </figure>
  );
}

function Mistakes({ services, model }: Props) {
  const words = services.t(WORDS);
  const title = useComputed(() => words.mistakes.title);
  const items = useComputed(() =>
    model.mistakes.value.map(({ image, label, read, outputs }): SheetItem => {
      const sure = percent(outputs[read]!);
      return {
        image,
        label: words.mistakes.label(image, label, read, sure),
        words: [words.mistakes.short(label, read), sure],
      };
    }),
  );
  return (
    <PictureSheet
      {...sheetOf({ services, model })}
      {...{ services, title, items }}
      list={words.mistakes.list}
      fileName="training-mistakes"
      room={MISTAKES}
      hasWords={true}
    />
  );
}

/** What both sheets do alike. */
function sheetOf({ services, model }: Props) {
  const words = services.t(WORDS);
  return {
    save: words.save,
    patternOf: model.patternOf,
    marked: model.marked,
    onChoose(image: number) {
      model.putOnPad(image);
      const placed = model.onPad.peek();
      if (placed) services.announce(words.picture.announced(placed.label));
    },
  };
}

/** Which image lies on the pad, and what the page's network says to it. */
function OnPad({ services, model }: Props) {
  const { picture } = services.t(WORDS);
  const { pad, recognition } = services.state;
  const placed = model.onPad.value;
  const outputs = useComputed(() => (model.onPad.value ? recognition.probabilities.value : null));
  const read = useComputed(() => {
    if (!outputs.value) return '';
    const share = Math.max(...outputs.value);
    return picture.reads(outputs.value.indexOf(share), percent(share));
  });
  return (
    <div class="understanding-on-pad">
      {placed ? (
        <>
          <p>
            {picture.onPad(placed.image, placed.label)} <span>{read}</span>
          </p>
          <a class="button" href="#draw">
            {picture.go}
          </a>
          <button class="button" type="button" onClick={pad.undo}>
            {picture.undo}
          </button>
        </>
      ) : (
        <p class="quiet">{picture.put}</p>
      )}
    </div>
  );
}
