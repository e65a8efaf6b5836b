import type { ComponentChild } from 'preact';
import { unitsText } from '../../domain/numbers.ts';
import type { NeuronServices } from './explorer-services.ts';
import { TILE_LIST_ID } from './tiles.tsx';
import { presentSum } from './neuron-sum.ts';
import { WORDS } from './words.ts';

/** Weight × activation of the strongest connections, the others in one number, and the bias: they add up to z. */
export function Contributions({ state, t, neuron: id }: NeuronServices) {
  const words = t(WORDS).neuron;
  const sum = presentSum(state.readable.value, id)?.sum;
  // The list of its layer takes the focus, so that keys go on from there.
  const open = (index: number) => {
    state.selection.select({ layer: id.layer - 1, neuron: index });
    document.getElementById(TILE_LIST_ID)?.focus({ preventScroll: true });
  };
  const row = (name: string, units: number, shown: ComponentChild = name) => (
    <tr key={name} class={name === 'z' ? 'contributions-total' : undefined}>
      <th scope="row">{shown}</th>
      <td>{unitsText(units, sum!.digits)}</td>
    </tr>
  );
  return (
    <div class="pattern">
      <h4>{words.contributionList(id.layer)}</h4>
      <div class="live-box contributions">
        {sum && (
          <table>
            <tbody>
              {sum.parts.map(({ index, units }) =>
                row(
                  words.source(index),
                  units,
                  <button class="button-plain" type="button" onClick={() => open(index)}>
                    {words.source(index)}
                  </button>,
                ),
              )}
              {sum.others.count > 0 && row(words.others(sum.others.count), sum.others.units)}
              {row(words.bias, sum.bias)}
              {row('z', sum.total)}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}
