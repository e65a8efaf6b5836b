import { Formula } from '../../ui/formula.tsx';
import { grouped } from '../../domain/numbers.ts';
import type { Services } from '../section.ts';
import { architectureFormula, countWithoutFirstBias, parameterFormula } from './formulas.ts';
import { WORDS } from './words.ts';

/** The formulas of the network that is loaded. */
export function AboutNetwork({ state, t }: Pick<Services, 'state' | 't'>) {
  const words = t(WORDS);
  const status = state.recognition.status.value;
  if (status.kind !== 'ready') return <div class="draw-about" />;
  const { network } = status;
  const without = countWithoutFirstBias(network);
  return (
    <div class="draw-about">
      <dl class="facts">
        <dt>{words.formulas.architecture}</dt>
        <dd>
          <Formula {...architectureFormula(network, words.formulas)} />
        </dd>
        <dt>{words.formulas.parameters}</dt>
        <dd>
          <Formula {...parameterFormula(network)} />
          {without && <p class="quiet">{words.formulas.withoutBias(grouped(without.count), without.biases)}</p>}
        </dd>
        <dt>{words.formulas.sure}</dt>
        <dd class="quiet">{words.formulas.rule}</dd>
      </dl>
    </div>
  );
}
