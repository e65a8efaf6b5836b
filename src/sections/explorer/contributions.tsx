import { unitsText } from '../../ui/numbers.ts';
import type { NeuronServices } from './explorer-services.ts';
import { presentSum } from './neuron-sum.ts';
import { WORDS } from './words.ts';

/** Weight × activation of the strongest connections, the others in one number, and the bias: they add up to z. */
export function Contributions({ state, t, neuron: id }: NeuronServices) {
  const words = t(WORDS).neuron;
  const sum = presentSum(state.readable.value, id)?.sum;
  const row = (name: string, units: number, isTotal = false) => (
    <tr class={isTotal ? 'contributions-total' : undefined}>
      <th scope="row">{name}</th>
      <td>{unitsText(units, sum!.digits)}</td>
    </tr>
  );
  return (
    <div class="pattern">
      <h4>{words.contributionList(id.layer)}</h4>
      <div class="contributions">
        {sum && (
          <table>
            <tbody>
              {sum.parts.map(({ index, units }) => row(words.source(index), units))}
              {sum.others.count > 0 && row(words.others(sum.others.count), sum.others.units)}
              {row(words.bias, sum.bias)}
              {row('z', sum.total, true)}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}
