import { useComputed } from '@preact/signals';
import { percent, percentAtLeast } from '../../ui/numbers.ts';
import { SaveButton } from '../../ui/save-button.tsx';
import type { Services } from '../section.ts';
import { barsPicture } from './pictures.ts';
import { verdictOf } from './verdict.ts';
import { WORDS } from './words.ts';

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** The network's answer: in one line, and as ten bars. */
export function Predictions({ state, stage, t }: Services) {
  const { predictions: words, save, saveLabel } = t(WORDS);
  const { probabilities } = state.recognition;
  const verdict = useComputed(() => probabilities.value && verdictOf(probabilities.value));
  const { first, second } = verdict.value ?? {};
  return (
    <div class="draw-predictions">
      <div class="draw-title">
        <h3>{words.title}</h3>
        {stage.backend.value !== 'none' && (
          <SaveButton
            label={saveLabel(words.title)}
            fileName="predictions"
            picture={() => barsPicture(DIGITS.map((digit) => probabilities.value?.[digit] ?? 0))}
          >
            {save}
          </SaveButton>
        )}
      </div>
      <Answer state={state} t={t} />
      <ol class="bars" aria-label={words.list}>
        {DIGITS.map((digit) => {
          const share = probabilities.value?.[digit] ?? 0;
          const rank = digit === first ? 'first' : digit === second ? 'second' : null;
          return (
            <li key={digit}>
              <div
                class={rank ? `bar bar-${rank}` : 'bar'}
                role="meter"
                aria-label={words.digit(digit)}
                aria-valuemin={0}
                aria-valuemax={100}
                aria-valuenow={Number((share * 100).toFixed(6))}
                aria-valuetext={percent(share)}
              >
                <span class="bar-digit">{digit}</span>
                <span class="bar-track">
                  <span class="bar-fill" style={{ '--share': String(share) }} />
                </span>
                <span class="bar-percent">
                  {(share * 100).toFixed(1)}
                  <span class="bar-unit">{'\u202f%'}</span>
                </span>
                <span class="bar-rank">{rank && words[rank]}</span>
              </div>
            </li>
          );
        })}
      </ol>
      <p class="bars-axis quiet" aria-hidden="true">
        <span>0</span>
        <span>50</span>
        <span>100 %</span>
      </p>
    </div>
  );
}

/** The answer in large, and how sure the network is. */
function Answer({ state, t }: Pick<Services, 'state' | 't'>) {
  const words = t(WORDS).predictions;
  const { probabilities, status } = state.recognition;
  const shares = probabilities.value;
  if (!shares) {
    const isEmpty = state.pad.drawing.value.length === 0 && status.value.kind === 'ready';
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
  const { first, second, isSure } = verdictOf(shares);
  return (
    <div class="answer">
      <span class={isSure ? 'answer-digit' : 'answer-digit answer-unsure'} aria-hidden="true">
        {first}
        {!isSure && <span class="answer-mark">?</span>}
      </span>
      <p class="answer-text">
        {isSure ? words.sure(first) : words.unsure(first, second)}
        <span class="quiet">{words.runnerUp(second, percentAtLeast(shares[second]!))}</span>
      </p>
    </div>
  );
}
