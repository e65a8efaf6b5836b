import { useComputed } from '@preact/signals';
import { FigureLegend, LegendEntry, LegendLine } from '../../ui/legend.tsx';
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
      <FigureLegend>
        <LegendEntry
          width={52}
          sign={[0.12, 0.4, 0.7, 1].map((light, index) => (
            <circle key={light} class="legend-light" cx={6 + index * 13} cy="6" r="5" style={{ fillOpacity: light }} />
          ))}
        >
          {words.legend.light(isNegative.value ?? false)}
        </LegendEntry>
        <LegendLine line="legend-plus-line">{words.legend.positive}</LegendLine>
        <LegendLine line="legend-minus-line">{words.legend.negative}</LegendLine>
      </FigureLegend>
      <p>
        {shown} {words.legend.scale}
      </p>
    </div>
  );
}
