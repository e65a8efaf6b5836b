import { useComputed, type ReadonlySignal } from '@preact/signals';
import { Formula } from '../../ui/formula.tsx';
import type { SlotTexts } from '../../ui/formula-numbers.ts';
import { LiveFormula } from '../../ui/live-formula.tsx';
import { LiveText } from '../../ui/live-text.tsx';
import { filled, type Spelled } from '../../ui/spelled.ts';
import type { Services } from '../section.ts';
import { computationOf, WIDEST_TEXTS } from './formulas.ts';
import { longestSentences, regionSentence } from './region.ts';
import { shownOf, slotTexts } from './shown.ts';
import { WORDS } from './words.ts';

/** Symbolic and numeric form side by side, and what they mean for learning. */
export function Computation({ state: { neuronBench }, t }: Pick<Services, 'state' | 't'>) {
  const words = t(WORDS);
  const { settings, result } = neuronBench;
  const shown = shownOf(neuronBench);
  const activation = useComputed(() => settings.value.activation).value;
  const slots = useComputed(() => slotTexts(shown.value));
  const sentence = useComputed(() => regionSentence(words, settings.value, result.value));
  const region = useComputed(() => result.value.region).value;
  const widest = WIDEST_TEXTS[activation];
  return (
    <div class="neuron-computation">
      <h3>{words.computation}</h3>
      <div class="computation-rows">
        {computationOf(activation).map(({ symbolic, numeric }, index) => (
          <div class="computation-row" key={`${activation} ${index}`}>
            <div>
              <Formula {...symbolic} />
            </div>
            <div>
              {numeric.map((formula) => (
                <NumericFormula key={formula.tex} formula={formula} slots={slots} widest={widest} />
              ))}
            </div>
          </div>
        ))}
      </div>
      <LiveText class={`neuron-region neuron-${region}`} text={sentence} texts={longestSentences(words)} />
    </div>
  );
}

function NumericFormula(props: {
  readonly formula: Spelled;
  readonly slots: ReadonlySignal<SlotTexts>;
  readonly widest: SlotTexts;
}) {
  const { formula, slots, widest } = props;
  const plain = useComputed(() => filled(formula.plain, slots.value));
  return (
    <div class="computation-line">
      <LiveFormula tex={formula.tex} slots={slots} widest={widest} plain={plain} />
    </div>
  );
}
