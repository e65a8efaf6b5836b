import { useEffect, useRef } from 'preact/hooks';
import type { LabelledImage } from '../../domain/learning-step.ts';
import { readPalette } from '../../scenes/palette.ts';
import { powerOfTen } from '../../ui/decimals.ts';
import { percent, unitsText } from '../../ui/numbers.ts';
import type { Lesson } from './section-services.ts';
import { WORDS } from './words.ts';

const SIDE = 28;

/** The images of the batch, each with its part of what the batch makes together; one of them is looked at. */
export function BatchStrip(lesson: Lesson) {
  const { state, t, following } = lesson;
  const words = t(WORDS).batch;
  const { descent } = state;
  const followed = following.followed.value;
  const parts = following.parts.value;
  const stage = descent.stage.value;
  const what = stage.kind === 'cost' ? 'cost' : stage.kind === 'gradient' ? 'product' : 'share';
  const unit = parts ? words.unit(powerOfTen(parts.exponent)) : '';
  const trace = descent.isApplied.value ? descent.after.value : (followed?.trace ?? null);
  const numberUnder = (image: number): string => {
    if (parts) return unitsText(parts.parts[image]!, parts.digits);
    const example = trace?.examples[image];
    return example && stage.kind !== 'batch' ? percent(example.activations.at(-1)![example.label]!) : '\u00a0';
  };
  const shown = descent.example.value;
  return (
    <div class="backprop-batch">
      <h3 class="quiet">{words.title}</h3>
      <div class="batch-images" role="group" aria-label={words.title}>
        {descent.batch.value.map((image, index) => {
          const number = numberUnder(index);
          return (
            <button
              type="button"
              class="batch-image"
              key={index}
              aria-pressed={index === shown}
              aria-label={
                words.image(index + 1, image.label) + (number === '\u00a0' ? '' : words.part(`${words[what]}${unit}`, number))
              }
              onClick={() => descent.showExample(index)}
            >
              <Thumbnail image={image} theme={state.preferences.theme.value} />
              <span aria-hidden="true">{number}</span>
            </button>
          );
        })}
      </div>
      <p class="quiet batch-caption">{what === 'share' ? words.caption.share : words.caption[what](unit)}</p>
    </div>
  );
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
