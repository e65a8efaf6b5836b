import { useComputed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { TrainingStatus } from '../../state/training.ts';
import { grouped } from '../../domain/numbers.ts';
import { SteadyButton } from '../../ui/steady-button.tsx';
import type { Services } from '../section.ts';
import { WORDS, type TrainingWords } from './words.ts';

/** Start, pause, one step, one epoch, reset; and what training is doing. */
export function Transport({ state, t, announce }: Services) {
  const words = t(WORDS);
  const { training } = state;
  const status = training.status.value;
  const isMaking = status.kind === 'making';
  const isBusy = isMaking || status.kind === 'preparing';
  const isRunning = status.kind === 'running';
  const hasRun = training.position.value !== null && !training.isOutdated.value;
  const sentence = statusText(words, status);
  // Progress is not read out; what becomes of it is.
  const said = status.kind === 'idle' || isBusy ? null : sentence;
  useEffect(() => {
    if (said) announce(said);
  }, [said, announce]);
  return (
    <div class="transport">
      <div class="transport-buttons" role="group" aria-label={words.transport}>
        <SteadyButton
          class="transport-start"
          isOff={status.kind === 'preparing'}
          onClick={isMaking ? training.cancelData : isRunning ? training.pause : training.start}
        >
          {isMaking ? words.cancel : isRunning ? words.pause : hasRun ? words.goOn : words.start}
        </SteadyButton>
        <SteadyButton isOff={isBusy || isRunning} onClick={() => training.advance('step')}>
          {words.step}
        </SteadyButton>
        <SteadyButton isOff={isBusy || isRunning} onClick={() => training.advance('epoch')}>
          {words.epoch}
        </SteadyButton>
        <SteadyButton isOff={isBusy || training.position.value === null} onClick={training.reset}>
          {words.reset}
        </SteadyButton>
      </div>
      <Progress {...{ state, t }} />
      <p class="transport-status">{sentence}</p>
      {training.isOutdated.value && <p class="quiet">{words.outdated}</p>}
      {training.accident.value && <p class="quiet">{words.accident(training.accident.value)}</p>}
    </div>
  );
}

function Progress({ state, t }: Pick<Services, 'state' | 't'>) {
  const share = useComputed(() => {
    const status = state.training.status.value;
    return status.kind === 'making' && status.progress ? status.progress.done / Math.max(1, status.progress.total) : null;
  });
  return (
    <div class="transport-progress">
      {share.value !== null && <progress max={1} value={share.value} aria-label={t(WORDS).progress} />}
    </div>
  );
}

function statusText(words: TrainingWords, status: TrainingStatus): string {
  if (status.kind === 'failed') return words.failed(status.message.replace(/\.$/, ''));
  if (status.kind !== 'making') return words[status.kind];
  if (!status.progress) return words.fetching;
  const { part, done, total } = status.progress;
  return words.making[part](grouped(done), grouped(total));
}
