import type { Lesson } from './section-services.ts';
import { WORDS } from './words.ts';

/** All stages of the step in a row; each can be gone to. */
export function Stages({ state: { descent }, t, player }: Lesson) {
  const words = t(WORDS);
  const stages = descent.stages.value;
  const present = descent.stageIndex.value;
  const layers = descent.network.value?.layers.length ?? 4;
  return (
    <div class="backprop-stages">
      <h3 aria-live="polite">{words.stageLong(stages[present]!, layers)}</h3>
      <ol aria-label={words.stages}>
        {stages.map((stage, index) => (
          <li key={`${stage.kind} ${index}`}>
            <button
              type="button"
              class={index < present ? 'stage-button stage-done' : 'stage-button'}
              aria-current={index === present ? 'step' : undefined}
              aria-label={words.stageLong(stage, layers)}
              disabled={descent.base.value === null}
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
