import type { Lesson } from './section-services.ts';
import { WORDS } from './words.ts';

/** Where the step is, how it goes on, and all its stages in a row; each can be gone to. */
export function Stages(lesson: Lesson) {
  const { state, t, player } = lesson;
  const words = t(WORDS);
  const { descent } = state;
  const stages = descent.stages.value;
  const present = descent.stageIndex.value;
  const layers = descent.network.value?.layers.length ?? 4;
  const hasFailed = state.recognition.status.value.kind === 'failed';
  const title = descent.explosion.value
    ? words.exploded.title(descent.iteration.value + 1)
    : words.stageLong(stages[present]!, layers);
  return (
    <div class="backprop-stages">
      <div class="stages-head">
        <h3 aria-live="polite">{hasFailed ? words.failed : descent.base.value ? title : words.loading}</h3>
        <Transport {...lesson} />
      </div>
      <ol aria-label={words.stages}>
        {stages.map((stage, index) => (
          <li key={`${stage.kind} ${index}`}>
            <button
              type="button"
              class={index < present ? 'stage-button stage-done' : 'stage-button'}
              aria-current={index === present ? 'step' : undefined}
              aria-label={`${words.stageShort(stage)} – ${words.stageLong(stage, layers)}`}
              onClick={() => {
                player.pause();
                descent.goTo(index);
              }}
            >
              {words.stageShort(stage)}
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Stage by stage: back, on, or by itself. */
function Transport({ state: { descent }, t, player }: Lesson) {
  const words = t(WORDS);
  const isPlaying = player.mode.value === 'stages';
  const isExploded = descent.explosion.value !== null;
  const isThere = descent.base.value !== null;
  return (
    <div class="stages-buttons" role="group" aria-label={words.transport}>
      <button
        class="button"
        type="button"
        disabled={!isThere || !descent.canGoBack.value}
        onClick={() => {
          player.pause();
          descent.back();
        }}
      >
        {words.back}
      </button>
      <button
        class="button"
        type="button"
        disabled={!isThere || isExploded}
        onClick={() => {
          player.pause();
          descent.step();
        }}
      >
        {words.step}
      </button>
      <button
        class="button stages-play"
        type="button"
        disabled={!isThere || isExploded}
        onClick={isPlaying ? player.pause : player.play}
      >
        {isPlaying ? words.pause : words.play}
      </button>
    </div>
  );
}
