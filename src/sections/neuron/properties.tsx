import { useComputed } from '@preact/signals';
import { ACTIVATION_FUNCTIONS, regionOf, type Region } from '../../domain/activation-functions.ts';
import type { Activation } from '../../domain/network.ts';
import { softmaxRegion, type NeuronResult, type NeuronSettings } from '../../domain/neuron.ts';
import type { NeuronBench } from '../../state/neuron-bench.ts';
import { measured } from '../../ui/decimals.ts';
import { Formula } from '../../ui/formula.tsx';
import type { Services } from '../section.ts';
import { FUNCTION_FORMULAS } from './formulas.ts';
import { WORDS } from './words.ts';

/** What each function can do, what it costs, where it stops learning, and what it makes of the present z. */
export function Properties({ state: { neuronBench }, t }: Pick<Services, 'state' | 't'>) {
  const words = t(WORDS);
  const chosen = useComputed(() => neuronBench.settings.value.activation).value;
  const [name, value, range, slope, cost, regions, nowValue, nowSlope] = words.table.head;
  return (
    <div class="neuron-properties">
      <h3 id="neuron-properties">{words.table.title}</h3>
      <div class="properties-scroll" tabIndex={0} role="region" aria-labelledby="neuron-properties">
        <table>
          <thead>
            <tr>
              {[name, value, range, slope, cost, regions].map((head) => (
                <th scope="col" key={head}>
                  {head}
                </th>
              ))}
              <th scope="col" class="number">
                {nowValue}
              </th>
              <th scope="col" class="number">
                {nowSlope}
              </th>
            </tr>
          </thead>
          <tbody>
            {(Object.keys(words.names) as Activation[]).map((activation) => (
              <tr key={activation} class={activation === chosen ? 'chosen' : undefined}>
                <th scope="row">{words.names[activation]}</th>
                <td>
                  <Formula {...FUNCTION_FORMULAS[activation].value} />
                </td>
                <td>{words.table.rows[activation].range}</td>
                <td>
                  <Formula {...FUNCTION_FORMULAS[activation].slope} />
                </td>
                <td>{words.table.rows[activation].cost}</td>
                <LiveCells activation={activation} bench={neuronBench} t={t} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** What changes with z; only the texts of the numbers do so at every slide. */
function LiveCells(props: { readonly activation: Activation; readonly bench: NeuronBench; readonly t: Services['t'] }) {
  const { activation, bench, t } = props;
  const words = t(WORDS).table;
  const made = useComputed(() => whatItMakes(activation, bench.settings.value, bench.result.value));
  const region = useComputed(() => made.value.region).value;
  const value = useComputed(() => measured(made.value.value));
  const slope = useComputed(() => measured(made.value.slope));
  return (
    <>
      <td>
        <ul class="regions">
          {words.rows[activation].regions.map(({ kind, text }) => {
            // With α = 0 Leaky ReLU is as dead as ReLU.
            const isHere = kind === region || (kind === 'leaking' && region === 'dead');
            return (
              <li key={kind} class={isHere ? 'here' : undefined}>
                <span aria-hidden="true">{isHere ? '▸' : ''}</span>
                {text}
                {isHere && <span class="visually-hidden"> ({words.here})</span>}
              </li>
            );
          })}
        </ul>
      </td>
      <td class="number">{value}</td>
      <td class="number">{slope}</td>
    </>
  );
}

/** The function at the present z, whichever is chosen. */
function whatItMakes(
  activation: Activation,
  { alpha, temperature }: NeuronSettings,
  { z, shares, shareSlopes }: NeuronResult,
): { value: number; slope: number; region: Region } {
  if (activation === 'softmax') {
    return { value: shares[0]!, slope: shareSlopes[0]!, region: softmaxRegion(shareSlopes[0]!, temperature) };
  }
  const f = ACTIVATION_FUNCTIONS[activation];
  return { value: f.value(z, alpha), slope: f.slope(z, alpha), region: regionOf(activation, z, alpha) };
}
