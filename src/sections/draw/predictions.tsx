import { effect, useComputed, type ReadonlySignal } from '@preact/signals';
import { useRef, useState } from 'preact/hooks';
import { percent } from '../../domain/numbers.ts';
import { restingValue } from '../../state/resting-value.ts';
import { SaveFigure } from '../save-figure.tsx';
import { figurePicture } from '../figure-picture.ts';
import { useMount } from '../../ui/use-mount.ts';
import type { Services } from '../section.ts';
import { useOutOfSight } from '../use-out-of-sight.ts';
import { useStageFigure } from '../use-stage-figure.ts';
import { verdictOf } from './verdict.ts';
import { WORDS } from './words.ts';

/** The ten probabilities as they are shown; null: no answer. */
type Shares = ReadonlySignal<readonly number[] | null>;

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** The network's answer: in one line, and as ten bars. */
export function Predictions(services: Services) {
  const { state, stage, t } = services;
  const { predictions: words, save, saveLabel } = t(WORDS);
  const place = useRef<HTMLDivElement>(null);
  const hasPictures = stage.backend.value !== 'none';
  const rests = useOutOfSight(place, state);
  const [shares] = useState(() => restingValue(() => state.recognition.probabilities.value, rests));
  return (
    <div class="draw-predictions">
      <div class="draw-title">
        <h3>{words.title}</h3>
        <SaveFigure
          stage={stage}
          label={saveLabel(words.title)}
          fileName="predictions"
          picture={() => figurePicture([{ layers: [place.current!.querySelector('canvas')!] }])}
        >
          {save}
        </SaveFigure>
      </div>
      <Answer state={state} t={t} shares={shares} />
      <div class="bars-place" ref={place}>
        {hasPictures && <Bars {...services} />}
        <ol class="bars" aria-label={words.list}>
          {DIGITS.map((digit) => (
            <li key={digit}>
              <Meter digit={digit} services={services} shares={shares} />
            </li>
          ))}
        </ol>
      </div>
      <p class="bars-axis quiet" aria-hidden="true">
        <span>0</span>
        <span>50</span>
        <span>100 %</span>
      </p>
    </div>
  );
}

const NOTHING = DIGITS.map(() => 0);

/** The bars as a picture: as text and boxes of the page, they would have it laid out anew with every move of the pen. */
function Bars({ state, stage, t }: Services) {
  const { first, second } = t(WORDS).predictions;
  const { probabilities } = state.recognition;
  const canvas = useStageFigure(stage, 'bars', () => {
    const shares = probabilities.value;
    return {
      shares: shares ?? NOTHING,
      ...(shares ? verdictOf(shares) : { first: null, second: null }),
      words: { first, second },
    };
  });
  return <canvas class="bars-canvas" ref={canvas} aria-hidden="true" />;
}

/** One bar for those who do not see the picture: to be heard, or to be read where there are no pictures. */
function Meter({ digit, services, shares }: { readonly digit: number; readonly services: Services; readonly shares: Shares }) {
  const { stage, t } = services;
  const meter = useRef<HTMLDivElement>(null);
  const share = useComputed(() => shares.value?.[digit] ?? 0);
  const text = useComputed(() => percent(share.value));
  // At once and without a rendering: the answer is there before the event of the pen is over.
  useMount(() =>
    effect(() => {
      meter.current!.setAttribute('aria-valuenow', String(Number((share.value * 100).toFixed(6))));
      meter.current!.setAttribute('aria-valuetext', text.value);
    }),
  );
  return (
    <div
      class="bar"
      ref={meter}
      role="meter"
      aria-label={t(WORDS).predictions.digit(digit)}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
    >
      {stage.backend.value === 'none' && (
        <>
          {digit} <span>{text}</span>
        </>
      )}
    </div>
  );
}

/** The answer in large, and how sure the network is; it changes when the answer does, not with every share. */
function Answer({ state, t, shares }: Pick<Services, 'state' | 't'> & { readonly shares: Shares }) {
  const words = t(WORDS).predictions;
  const { status } = state.recognition;
  const verdict = useComputed(() => shares.value && verdictOf(shares.value));
  const first = useComputed(() => verdict.value?.first);
  const second = useComputed(() => verdict.value?.second);
  const isSure = useComputed(() => verdict.value?.isSure ?? false);
  if (first.value === undefined || second.value === undefined) {
    const isEmpty = state.pad.isEmpty.value && status.value.kind === 'ready';
    const sentence = status.value.kind === 'loading' ? words.waiting : words.none;
    return (
      <div class="answer">
        <span class="answer-digit answer-none" aria-hidden="true">
          –
        </span>
        <p class="answer-text">
          {isEmpty ? words.drawSomething : sentence}
          <span class="quiet">{isEmpty && words.hint}</span>
        </p>
      </div>
    );
  }
  return (
    <div class="answer">
      <span class={isSure.value ? 'answer-digit' : 'answer-digit answer-unsure'} aria-hidden="true">
        {first}
        {!isSure.value && <span class="answer-mark">?</span>}
      </span>
      <p class="answer-text">
        {isSure.value ? words.sure(first.value) : words.unsure(first.value, second.value)}
        <span class="quiet">{words.runnerUp(second.value)}</span>
      </p>
    </div>
  );
}
