import { useComputed } from '@preact/signals';
import type { Services } from '../section.ts';
import type { Looking } from './looking.ts';
import { WORDS } from './words.ts';

/** What brightness, colours and line styles mean, and how many connections there are to see. */
export function Legend({ services, looking }: { readonly services: Services; readonly looking: Looking }) {
  const words = services.t(WORDS);
  const { recognition } = services.state;
  const layers = looking.layout.value.layers.length;
  const count = looking.connectionCount.value;
  const isNegative = useComputed(() =>
    recognition.activity.value?.network.layers.some(({ activation }) => activation === 'tanh' || activation === 'leaky-relu'),
  );
  const oneCount = useComputed(() => looking.connections.value?.count ?? 0);
  const shown = looking.neuron.value
    ? words.legend.one(oneCount.value)
    : count > 0
      ? words.legend.all(Math.round(count / layers))
      : words.legend.none;
  return (
    <div class="network-legend">
      <ul>
        <li>
          <svg class="legend-light" viewBox="0 0 52 12" aria-hidden="true">
            {[0.12, 0.4, 0.7, 1].map((light, index) => (
              <circle key={light} cx={6 + index * 13} cy="6" r="5" style={{ fillOpacity: light }} />
            ))}
          </svg>
          {words.legend.light(isNegative.value ?? false)}
        </li>
        <li>
          <svg class="legend-line" viewBox="0 0 28 12" aria-hidden="true">
            <line class="legend-positive" x1="0" x2="28" y1="6" y2="6" />
          </svg>
          {words.legend.positive}
        </li>
        <li>
          <svg class="legend-line" viewBox="0 0 28 12" aria-hidden="true">
            <line class="legend-negative" x1="0" x2="28" y1="6" y2="6" />
          </svg>
          {words.legend.negative}
        </li>
      </ul>
      <p>
        {shown} {words.legend.scale}
      </p>
    </div>
  );
}
