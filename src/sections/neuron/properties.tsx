import { computed, useComputed, type ReadonlySignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { ACTIVATION_FUNCTIONS, regionOf, type Region } from '../../domain/activation-functions.ts';
import type { Activation } from '../../domain/network.ts';
import { computeNeuron, softmaxRegion, type NeuronResult, type NeuronSettings } from '../../domain/neuron.ts';
import { paced } from '../../state/paced.ts';
import { READING_MS } from '../../state/readable.ts';
import { measured } from '../../domain/decimals.ts';
import { Formula } from '../../ui/formula.tsx';
import type { Services } from '../section.ts';
import { ACTIVATIONS, FUNCTION_FORMULAS } from './formulas.ts';
import { WORDS } from './words.ts';

/** What each function can do, what it costs, where it stops learning, and what it makes of the present z. */
export function Properties({ state: { neuronBench }, t }: Pick<Services, 'state' | 't'>) {
  const words = t(WORDS);
  const { table } = words;
  const chosen = useComputed(() => neuronBench.settings.value.activation).value;
  // Ten numbers more in every frame of a slide would be a quarter of its work, and nobody reads so fast.
  const moment = useMemo(() => {
    const settings = paced(neuronBench.settings, READING_MS);
    return computed(() => ({ settings: settings.value, result: computeNeuron(settings.value) }));
  }, [neuronBench]);
  return (
    <div class="neuron-properties">
      <h3 id="neuron-properties">{table.title}</h3>
      <table aria-labelledby="neuron-properties">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th scope="col" class={column} key={column}>
                {table[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ACTIVATIONS.map((activation) => (
            <tr key={activation} class={activation === chosen ? 'chosen' : undefined}>
              <th scope="row">{words.names[activation]}</th>
              <td class="value" data-label={table.value}>
                <Formula {...FUNCTION_FORMULAS[activation].inTable.value} />
              </td>
              <td class="slope" data-label={table.slope}>
                <Formula {...FUNCTION_FORMULAS[activation].inTable.slope} />
              </td>
              <td class="range" data-label={table.range}>
                {table.rows[activation].range}
              </td>
              <td class="cost" data-label={table.cost}>
                {table.rows[activation].cost}
              </td>
              <LiveCells activation={activation} moment={moment} t={t} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const COLUMNS = ['function', 'value', 'slope', 'range', 'cost', 'learns', 'stalls', 'valueNow', 'slopeNow'] as const;

/** The neuron's numbers and what they make. */
interface Moment {
  readonly settings: NeuronSettings;
  readonly result: NeuronResult;
}

/** What changes with z; only the texts of the numbers do so at every slide. */
function LiveCells(props: {
  readonly activation: Activation;
  readonly moment: ReadonlySignal<Moment>;
  readonly t: Services['t'];
}) {
  const { activation, moment, t } = props;
  const words = t(WORDS).table;
  const made = useComputed(() => whatItMakes(activation, moment.value));
  const learns = useComputed(() => made.value.region === 'learning').value;
  const value = useComputed(() => measured(made.value.value));
  const slope = useComputed(() => measured(made.value.slope));
  const regionCell = (name: 'learns' | 'stalls', isHere: boolean) => (
    <td class={`${name} ${isHere ? 'here' : 'quiet'}`} data-label={words[name]}>
      {words.rows[activation][name]}
      <span class="visually-hidden">{isHere ? ` (${words.here})` : ' '}</span>
    </td>
  );
  return (
    <>
      {regionCell('learns', learns)}
      {regionCell('stalls', !learns)}
      <td class="valueNow" data-label={words.valueNow}>
        <span class="live-box live-number">{value}</span>
      </td>
      <td class="slopeNow" data-label={words.slopeNow}>
        <span class="live-box live-number">{slope}</span>
      </td>
    </>
  );
}

/** The function at the present z, whichever is chosen. */
function whatItMakes(
  activation: Activation,
  { settings: { alpha, temperature }, result: { z, shares, shareSlopes } }: Moment,
): { value: number; slope: number; region: Region } {
  if (activation === 'softmax') {
    return { value: shares[0]!, slope: shareSlopes[0]!, region: softmaxRegion(shareSlopes[0]!, temperature) };
  }
  const f = ACTIVATION_FUNCTIONS[activation];
  return { value: f.value(z, alpha), slope: f.slope(z, alpha), region: regionOf(activation, z, alpha) };
}
