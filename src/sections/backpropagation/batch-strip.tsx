import { useComputed } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { LabelledImage } from '../../domain/learning-step.ts';
import type { Stage } from '../../domain/step-stages.ts';
import { readPalette } from '../../scenes/palette.ts';
import { powerOfTen } from '../../domain/decimals.ts';
import { percent, unitsText } from '../../domain/numbers.ts';
import type { Lesson } from './section-services.ts';
import { WORDS } from './words.ts';

const SIDE = 28;
const NOTHING = '\u00a0';

/** The images of the batch, each with its part of what the batch makes together; one of them is looked at. */
export function BatchStrip(lesson: Lesson) {
  const { state, t, following } = lesson;
  const words = t(WORDS).batch;
  const { descent } = state;
  const caption = useComputed(() => {
    const what = whatOf(descent.stage.value.kind);
    const parts = following.parts.value;
    return what === 'share' ? words.caption.share : words.caption[what](parts ? words.unit(powerOfTen(parts.exponent)) : '');
  });
  return (
    <div class="backprop-batch">
      <h3 class="quiet">{words.title}</h3>
      <div class="batch-images" role="group" aria-label={words.title}>
        {descent.batch.value.map((image, index) => (
          <BatchImage {...lesson} key={index} image={image} index={index} />
        ))}
      </div>
      <p class="quiet batch-caption">{caption}</p>
    </div>
  );
}

function BatchImage(props: Lesson & { readonly image: LabelledImage; readonly index: number }) {
  const { state, t, following, image, index } = props;
  const words = t(WORDS).batch;
  const { descent } = state;
  const number = useComputed(() => {
    const parts = following.parts.value;
    const part = parts?.parts[index];
    if (parts && part !== undefined) return unitsText(part, parts.digits);
    const trace = descent.isApplied.value ? descent.after.value : (following.followed.value?.trace ?? null);
    const example = trace?.examples[index];
    return example && descent.stage.value.kind !== 'batch' ? percent(example.activations.at(-1)![example.label]!) : NOTHING;
  });
  const label = useComputed(() => {
    const parts = following.parts.value;
    const unit = parts ? words.unit(powerOfTen(parts.exponent)) : '';
    const what = `${words[whatOf(descent.stage.value.kind)]}${unit}`;
    // Read as a signal: another image in the same place is to be named anew even where no number changes.
    const now = descent.batch.value[index] ?? image;
    return words.image(index + 1, now.label) + (number.value === NOTHING ? '' : words.part(what, number.value));
  });
  return (
    <button
      type="button"
      class="batch-image"
      aria-pressed={index === descent.example.value}
      aria-label={label}
      onClick={() => descent.showExample(index)}
    >
      <Thumbnail image={image} theme={state.preferences.theme.value} />
      <span class="changing" aria-hidden="true">
        {number}
      </span>
    </button>
  );
}

function whatOf(kind: Stage['kind']): 'cost' | 'product' | 'share' {
  return kind === 'cost' ? 'cost' : kind === 'gradient' ? 'product' : 'share';
}

/** An image of the batch in the colours of the theme. */
function Thumbnail({ image, theme }: { readonly image: LabelledImage; readonly theme: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const ink = Number.parseInt(readPalette().ink.slice(1), 16);
    const dots = context.createImageData(SIDE, SIDE);
    for (const [pixel, grey] of image.pixels.entries()) {
      dots.data.set([(ink >> 16) & 255, (ink >> 8) & 255, ink & 255, grey], pixel * 4);
    }
    context.putImageData(dots, 0, 0);
  }, [image, theme]);
  return <canvas ref={canvas} width={SIDE} height={SIDE} aria-hidden="true" />;
}
