import type { ShownImages } from '../../state/shown-images.ts';
import { Choice } from '../../ui/choice.tsx';
import { grouped } from '../../domain/numbers.ts';
import type { Services } from '../section.ts';
import { WORDS, type ExplorerWords } from './words.ts';

/** So many images tell that a neuron which none of them made active is dead, and not only that these leave it silent. */
const ENOUGH_FOR_DEATH = 1000;

/** The images as captions name them: "10 000 written digits". */
export function digitsName({ source, isTest, count }: ShownImages, words: ExplorerWords): string {
  return words.shown.digits[source](grouped(count), isTest);
}

export function tellsDeath({ count }: ShownImages): boolean {
  return count >= ENOUGH_FOR_DEATH;
}

/** Which digits neurons are shown: those that the page writes, or others that have been loaded or drawn. */
export function ShownDigits({ state, t, announce }: Services) {
  const words = t(WORDS).shown;
  const { imageChoice, analysis } = state;
  const shown = analysis.images.value;
  const available = imageChoice.available.value;
  const missing = imageChoice.missing.value;
  return (
    <div class="shown-digits">
      <h3>{words.title}</h3>
      {available.length > 1 && (
        <Choice
          label={words.title}
          options={available.map(({ source }) => ({ value: source, label: words.sources[source] }))}
          value={shown.source}
          onChange={(source) => {
            imageChoice.choose(source);
            announce(words.now(digitsName(analysis.images.value, t(WORDS))));
          }}
        />
      )}
      {missing && <p class="quiet">{words.missing[missing]}</p>}
      {!missing && available.length === 1 && (
        <p class="quiet">
          {words.others.before}
          <a href="#training">{words.others.link}</a>
          {words.others.after}
        </p>
      )}
    </div>
  );
}
