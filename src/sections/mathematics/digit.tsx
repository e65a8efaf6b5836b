import { useComputed } from '@preact/signals';
import { outFeaturesOf } from '../../domain/network.ts';
import type { Pattern } from '../../scenes/color-ramps.ts';
import { Choice } from '../../ui/choice.tsx';
import { LiveText } from '../../ui/live-text.tsx';
import { figurePicture } from '../figure-picture.ts';
import { SaveFigure } from '../save-figure.tsx';
import type { Services } from '../section.ts';
import { useStageFigure } from '../use-stage-figure.ts';
import type { Following } from './following.ts';
import { WORDS } from './words.ts';

/** How much larger than on the page it is saved. */
const SAVED_SCALE = 3;

/** The image in the formulas, and what it was meant to be. */
export function Digit({ services, following }: { readonly services: Services; readonly following: Following }) {
  const { stage, t } = services;
  const words = t(WORDS).digit;
  const { subject, example, network } = following;
  const canvas = useStageFigure(stage, 'pattern', (): Pattern | null => {
    const seen = subject.value;
    return seen && { values: seen.pixels, scale: 'grey', reach: 255 };
  });
  const text = useComputed(() => words.text(subject.value?.pixels.reduce((count, grey) => count + (grey > 0 ? 1 : 0), 0) ?? 0));
  const meant = useComputed(() => subject.value?.meant ?? null).value;
  const note = useComputed(() => {
    const seen = subject.value;
    const shown = example.value;
    if (!seen || shown === null || shown === 'beyond') return '';
    const what = seen.isStandIn ? words.standIn(seen.standIn, shown.answer) : words.drawn(shown.answer);
    return seen.isChosen || seen.isStandIn ? what : `${what} ${words.guess(seen.meant)}`;
  });
  const digits = Array.from({ length: outFeaturesOf(network.value) }, (_, digit) => String(digit));
  const picture = () => figurePicture([{ layers: [canvas.current!] }], { scale: SAVED_SCALE });
  return (
    <div class="example-digit">
      <figure class="example-image">
        <figcaption class="example-caption">{words.title}</figcaption>
        <canvas ref={canvas} role="img" aria-label={text} />
        <p class="quiet example-legend">{words.legend}</p>
        <SaveFigure stage={stage} label={words.saveLabel} fileName="image-in-the-formulas" picture={picture}>
          {words.save}
        </SaveFigure>
      </figure>
      <div class="example-meant">
        <p class="example-question">{words.meant}</p>
        <Choice
          label={words.meant}
          options={digits.map((digit) => ({ value: digit, label: digit }))}
          value={meant === null ? '' : String(meant)}
          onChange={(digit) => following.setMeant(Number(digit))}
        />
        <LiveText class="quiet example-note" text={note} texts={[words.standIn(8, 8), `${words.drawn(8)} ${words.guess(8)}`]} />
      </div>
    </div>
  );
}
