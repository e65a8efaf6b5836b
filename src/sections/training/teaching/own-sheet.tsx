import { computed, useComputed, useSignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { strokesToPixels } from '../../../domain/preprocess.ts';
import type { Pattern } from '../../../scenes/color-ramps.ts';
import type { State } from '../../../state/state.ts';
import { SteadyButton } from '../../../ui/steady-button.tsx';
import { PictureSheet, type SheetItem } from '../picture-sheet.tsx';
import type { Services } from '../../section.ts';
import { WORDS } from './words.ts';

/** So many digits are shown, the last ones. */
const SHOWN = 6;

/** The person's last digits, with what the last lesson has made of them. */
export function OwnSheet(services: Services) {
  const { state, t } = services;
  const words = t(WORDS);
  const { own } = state.dataSets;
  const [digits] = useState(() => shownDigits(state));
  const nothing = useSignal(null);
  const title = useComputed(() => words.latest(SHOWN, own.digits.value.length));
  const items = useComputed(() =>
    digits.value.map(({ label, before, after }, image): SheetItem => ({
      image,
      label: words.tile.label(label, before, after),
      words: [words.tile.meant(label), before === null ? words.tile.unread : words.tile.read(before, after!)],
    })),
  );
  return (
    <figure class="teaching-own">
      <PictureSheet
        {...{ services, title, items }}
        list={words.list}
        save={words.save}
        fileName="my-digits"
        room={SHOWN}
        hasWords={true}
        patternOf={(image) => digits.value[image]?.pattern ?? null}
        marked={nothing}
        onChoose={(image) => {
          const digit = digits.peek()[image];
          if (digit) state.pad.putPicture(Uint8Array.from(digit.pattern.values));
        }}
      />
      <figcaption class="quiet">
        <p>{own.digits.value.length === 0 ? words.noneYet : words.tile.caption}</p>
        <SteadyButton isPlain isOff={!own.canUndo.value} onClick={own.undo}>
          {words.undo}
        </SteadyButton>
      </figcaption>
    </figure>
  );
}

/** The last digits as pictures, and what each was read as before and after the last lesson; null where it was not part of it. */
function shownDigits({ dataSets, teaching }: State) {
  const patterns = new Map<string, Pattern>();
  return computed(() => {
    const lesson = teaching.lesson.value;
    const shown = dataSets.own.digits.value.slice(-SHOWN);
    return shown.map(({ id, label, drawing }) => {
      const pattern = patterns.get(id) ?? { values: strokesToPixels(drawing), scale: 'grey', reach: 255 };
      patterns.set(id, pattern);
      const place = lesson?.digits.findIndex((digit) => digit.id === id && digit.label === label) ?? -1;
      const [before, after] = [lesson?.before, lesson?.after].map((judged) => judged?.drawn.predictions[place] ?? null);
      return { label, pattern, before: before ?? null, after: after ?? null };
    });
  });
}
