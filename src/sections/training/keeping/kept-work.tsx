import { useMount } from '../../../ui/use-mount.ts';
import { grouped, percent } from '../../../domain/numbers.ts';
import type { Services } from '../../section.ts';
import { WORDS, type KeepingWords } from './words.ts';

/** What an earlier visit has left, until somebody takes it up or forgets it; and why work is not kept, where it is not. */
export function KeptWork({ state, t }: Services) {
  const words = t(WORDS).work;
  const { keptWork, training } = state;
  useMount(() => {
    void keptWork.open();
    return () => undefined;
  });
  const problem = keptWork.problem.value;
  const from = keptWork.foundFrom.value;
  const { end } = training.history;
  const isBusy = training.status.value.kind === 'making';
  return (
    <>
      {training.isAsleep.value && from && end && (
        <div class="kept-work" role="region" aria-label={words.title}>
          <h3>{words.title}</h3>
          <p>
            {words.found(
              when(from),
              grouped(end.record.step),
              end.record.validation && percent(end.record.validation.accuracy),
            )}
          </p>
          <div class="kept-work-buttons">
            <button class="button" type="button" disabled={isBusy} onClick={training.wake}>
              {words.wake}
            </button>
            <button class="button" type="button" disabled={isBusy} onClick={() => void keptWork.forget()}>
              {words.forget}
            </button>
          </div>
        </div>
      )}
      {problem && <p class="quiet">{problemText(words, problem)}</p>}
    </>
  );
}

function when(date: Date): string {
  return date.toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
}

function problemText(
  words: KeepingWords['work'],
  problem: NonNullable<Services['state']['keptWork']['problem']['value']>,
): string {
  return problem.kind === 'storage' ? words.notKept(problem.message.replace(/\.$/, '')) : words[problem.kind];
}
