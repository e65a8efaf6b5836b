import { computed } from '@preact/signals';
import { render } from 'preact';
import { watchSight } from '../../ui/in-sight.ts';
import { defineSection, type Services } from '../section.ts';
import { NeuronCard } from './card.tsx';
import { createComparison, type Comparison } from './comparison.ts';
import { Controls } from './controls.tsx';
import { Difference } from './difference.tsx';
import { NetworkFigure } from './figure.tsx';
import { createLooking, type Looking } from './looking.ts';
import './network.css';
import { createWave, type Wave } from './wave.ts';

/** The whole network, live: every neuron, its strongest connections, its sum, and why one digit won. */
export default defineSection({
  id: 'network',
  title: { en: 'Network' },
  mount(host, services) {
    const { recognition, pad } = services.state;
    const looking = createLooking(services.state);
    const sight = watchSight(host);
    const wave = createWave({
      image: computed(() => recognition.activity.value?.pixels ?? null),
      isBlank: pad.isEmpty,
      isPenDown: pad.isPenDown,
      speed: looking.speed,
      layers: computed(() => looking.layout.value.layers.length),
      mayMove: () => sight.isInSight.value && !matchMedia('(prefers-reduced-motion: reduce)').matches,
    });
    const comparison = createComparison(
      computed(() => {
        const { activity } = services.state.readable.value;
        return activity && !activity.isBlank ? activity.activations[activity.activations.length - 1]! : null;
      }),
    );
    render(<NetworkSection services={services} looking={looking} wave={wave} comparison={comparison} />, host);
    return () => {
      render(null, host);
      wave.dispose();
      sight.stop();
    };
  },
});

function NetworkSection(props: {
  readonly services: Services;
  readonly looking: Looking;
  readonly wave: Wave;
  readonly comparison: Comparison;
}) {
  const { services, looking } = props;
  return (
    <div class="network">
      <NetworkFigure {...props} />
      <Controls {...props} />
      <NeuronCard services={services} looking={looking} />
      <Difference services={services} comparison={props.comparison} looking={looking} />
    </div>
  );
}
