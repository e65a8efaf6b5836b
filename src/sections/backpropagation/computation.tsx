import { useComputed, type ReadonlySignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Formula } from '../../ui/formula.tsx';
import type { SlotTexts } from '../../ui/formula-numbers.ts';
import { LiveFormula } from '../../ui/live-formula.tsx';
import { filled, type Spelled } from '../../ui/spelled.ts';
import { formulasOf } from './formulas.ts';
import type { Lesson } from './section-services.ts';
import { WORDS } from './words.ts';

/** What is computed at this stage, in symbols and with its numbers side by side. */
export function Computation({ state: { descent }, t, following }: Lesson) {
  const words = t(WORDS);
  const network = descent.network.value;
  const isPicked = descent.picked.value !== null;
  const isBias = descent.picked.value?.input === null;
  const stage = descent.stage.value;
  const isSingle = descent.batch.value.length === 1;
  const rows = useMemo(
    () =>
      network && isPicked
        ? formulasOf({
            stage,
            loss: network.loss,
            activations: network.layers.map(({ activation }) => activation),
            isBias,
            isSingle,
          })
        : [],
    [network, stage, isBias, isPicked, isSingle],
  );
  /** Whose product stands alone in the sum. */
  const sourceText = (): string => {
    const now = descent.stage.value;
    const from = Number(following.slots.value.from);
    const layers = descent.network.value?.layers.length ?? 4;
    if (now.kind === 'forward') return words.forwardFrom(words.sourceName(now.layer, from));
    if (now.kind === 'delta' && now.layer < layers - 1)
      return words.backwardFrom(words.neuronName(now.layer + 1, from, layers));
    return '';
  };
  const title = useComputed(() => {
    const place = following.place.value;
    if (!place) return words.formulas;
    const layers = descent.network.value?.layers.length ?? 4;
    return words.place(descent.example.value + 1, words.neuronName(place.layer, place.neuron, layers)) + sourceText();
  });
  return (
    <div class="backprop-computation">
      <h3 class="quiet">{title}</h3>
      {rows.map(({ symbolic, numeric }) => (
        <div class="formula-row" key={symbolic.tex}>
          <div>
            <Formula {...symbolic} />
          </div>
          <div>
            {numeric.map((formula) => (
              <NumericFormula key={formula.tex} formula={formula} slots={following.slots} />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

function NumericFormula({ formula, slots }: { readonly formula: Spelled; readonly slots: ReadonlySignal<SlotTexts> }) {
  const plain = useComputed(() => filled(formula.plain, slots.value));
  return (
    <div class="formula-line">
      <LiveFormula tex={formula.tex} slots={slots} plain={plain} />
    </div>
  );
}
