import { contributionsTo, farthestFromZero, inputTo } from '../../domain/contributions.ts';
import { factorDigits, shownSum } from '../../domain/shown-sums.ts';
import type { NeuronId } from '../../state/selection.ts';
import { Formula } from '../../ui/formula.tsx';
import { decimal, unitsText } from '../../domain/numbers.ts';
import type { Services } from '../section.ts';
import { goToNeuron } from './layer-list.tsx';
import type { Looking } from './looking.ts';
import { activationText, neuronName, sourceName } from './neuron-text.ts';
import { WORDS } from './words.ts';

const LARGEST = 5;

/** The sum of the neuron that is looked at, to be checked by hand. */
export function NeuronCard({ services, looking }: { readonly services: Services; readonly looking: Looking }) {
  const { state, t } = services;
  const words = t(WORDS);
  const id = looking.neuron.value;
  const values = id && state.recognition.activity.value;
  const parameters = state.recognition.parameters.value;
  if (!id || !values || !parameters) {
    return (
      <div class="network-card">
        <p class="quiet">{words.neuron.hint}</p>
      </div>
    );
  }
  const { layer, neuron } = id;
  const { activation } = values.network.layers[layer]!;
  const selected = state.selection.neuron.value;
  const isSelected = selected?.layer === layer && selected.neuron === neuron;
  const z = values.preActivations[layer]![neuron]!;
  return (
    <div class="network-card">
      <div class="card-side">
        <h3 class="card-name">{neuronName(words, looking.layout.value.layers.length, id)}</h3>
        <p>
          <Formula tex={'z = \\textstyle\\sum_j w_j\\,a_j + b'} plain="z = Σ w·a + b" />
        </p>
        <dl class="card-values">
          <dt>z</dt>
          <dd>{decimal(z, 3)}</dd>
          <dt>f(z)</dt>
          <dd>{words.neuron.activations[activation]}</dd>
          <dt>a</dt>
          <dd class="card-activation">{activationText(values, id)}</dd>
        </dl>
        {isSelected ? (
          <p class="quiet">
            {words.neuron.isSelected}{' '}
            <a class="card-link" href="#explorer">
              {words.neuron.explorer}
            </a>{' '}
            <button class="button-plain" type="button" onClick={() => state.selection.select(null)}>
              {words.neuron.clear}
            </button>
          </p>
        ) : (
          <p class="quiet">{words.neuron.select}</p>
        )}
      </div>
      <SumTable services={services} looking={looking} id={id} />
    </div>
  );
}

/** z as a column of numbers that add up. */
function SumTable(props: { readonly services: Services; readonly looking: Looking; readonly id: NeuronId }) {
  const { services, looking, id } = props;
  const { state, t } = services;
  const words = t(WORDS);
  const values = state.recognition.activity.value!;
  const parameters = state.recognition.parameters.value!;
  const { layer, neuron } = id;
  const contributions = contributionsTo(values, parameters, id);
  const { weight, bias } = parameters[layer]!;
  const largest = farthestFromZero(contributions, LARGEST);
  const total = values.preActivations[layer]![neuron]!;
  const sum = shownSum({ contributions, largest, bias: bias?.[neuron] ?? 0, total });
  if (!sum) return <p>{words.neuron.beyond}</p>;
  const { digits, drift } = sum;
  const rows = sum.parts.map(({ index, units }) => {
    const factors = [weight[neuron * contributions.length + index]!, inputTo(values, layer, index)] as const;
    return { index, units, factors };
  });
  const shown = factorDigits(rows, digits);
  return (
    <div class="card-sum">
      <table>
        <thead class="visually-hidden">
          <tr>
            <th scope="col">{words.neuron.source}</th>
            <th scope="col">{words.neuron.product}</th>
            <th scope="col">{words.neuron.contribution}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ index, units, factors: [w, a] }) => (
            <tr key={index} class={units < 0 ? 'part-negative' : 'part-positive'}>
              <th scope="row">
                {layer === 0 ? (
                  sourceName(words, layer, index)
                ) : (
                  <button
                    class="button-plain"
                    type="button"
                    onClick={() => goToNeuron(services, looking, { layer: layer - 1, neuron: index })}
                  >
                    {sourceName(words, layer, index)}
                  </button>
                )}
              </th>
              <td class="quiet">
                {decimal(w, shown)} × {decimal(a, shown)}
              </td>
              <td>{unitsText(units, digits)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{words.neuron.others(sum.others.count)}</th>
            <td />
            <td>{unitsText(sum.others.units, digits)}</td>
          </tr>
          <tr>
            <th scope="row">{bias ? words.neuron.bias : words.neuron.noBias}</th>
            <td />
            <td>{unitsText(sum.bias, digits)}</td>
          </tr>
          <tr class="card-total">
            <th scope="row">{words.neuron.sum}</th>
            <td />
            <td>{unitsText(sum.total, digits)}</td>
          </tr>
        </tbody>
      </table>
      <p class="quiet card-note">{drift === 0 ? words.neuron.exact : words.neuron.drift(unitsText(drift, digits))}</p>
    </div>
  );
}
