import { BRUSH_INK, BRUSH_SIZE } from '../../state/pad.ts';
import { Choice } from '../../ui/choice.tsx';
import { Slider } from '../../ui/slider.tsx';
import type { Services } from '../section.ts';
import { WORDS } from './words.ts';

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Everything that acts on the pad. */
export function Tools({ state, announce, t }: Services) {
  const words = t(WORDS).tools;
  const { pad } = state;
  const { ink, size } = pad.brush.value;
  return (
    <div class="draw-tools" role="group" aria-label={words.group}>
      <div class="tools-row">
        <Choice
          label={words.tool}
          options={[
            { value: 'pen', label: words.pen },
            { value: 'eraser', label: words.eraser },
          ]}
          value={pad.tool.value}
          onChange={pad.setTool}
        />
        <button class="button" type="button" disabled={!pad.canUndo.value} onClick={pad.undo}>
          {words.undo}
        </button>
        <button class="button" type="button" disabled={!pad.canRedo.value} onClick={pad.redo}>
          {words.redo}
        </button>
        <button
          class="button"
          type="button"
          disabled={pad.isEmpty.value}
          onClick={() => {
            pad.clear();
            announce(words.cleared);
          }}
        >
          {words.clear}
        </button>
      </div>
      <div class="tools-row tools-sliders">
        <Slider {...limits(BRUSH_INK)} label={words.ink} digits={2} value={ink} onChange={pad.setInk} />
        <Slider {...limits(BRUSH_SIZE)} label={words.size} digits={1} value={size} onChange={pad.setSize} />
      </div>
      <div class="tools-samples" role="group" aria-label={words.samples}>
        <span aria-hidden="true">{words.samples}</span>
        <div class="samples">
          {DIGITS.map((digit) => (
            <button
              class="button"
              type="button"
              key={digit}
              aria-label={words.sample(digit)}
              onClick={() => pad.putSample(digit)}
            >
              {String(digit)}
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}

function limits({ least, most, step }: { least: number; most: number; step: number }) {
  return { least, most, step };
}
