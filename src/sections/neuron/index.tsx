import { effect } from '@preact/signals';
import { render } from 'preact';
import type { NeuronBench } from '../../state/neuron-bench.ts';
import { SectionFrame } from '../../ui/section-frame.tsx';
import { undoKey } from '../../ui/undo-keys.ts';
import { defineSection, type Services } from '../section.ts';
import { Computation } from './computation.tsx';
import { Controls } from './controls.tsx';
import { CurvesFigure, NeuronFigure } from './figures.tsx';
import './neuron.css';
import { PlaneFigure } from './plane.tsx';
import { Properties } from './properties.tsx';
import { regionSentence } from './region.ts';
import { WORDS } from './words.ts';

/** One neuron as a workbench: its sum, its function, the slope that it learns by, and the line that it draws through its inputs. */
export default defineSection({
  id: 'neuron',
  title: { en: 'Neuron' },
  mount(host, services) {
    render(<NeuronSection {...services} />, host);
    const stopAnnouncing = announceRegions(services);
    const stopListening = listenToUndoKeys(host, services.state.neuronBench);
    return () => {
      stopAnnouncing();
      stopListening();
      render(null, host);
    };
  },
});

function NeuronSection(services: Services) {
  const words = services.t(WORDS);
  return (
    <SectionFrame title={words.title} intro={words.intro} controls={<Controls {...services} />}>
      <div class="neuron-main">
        <NeuronFigure {...services} />
        <Computation {...services} />
        <CurvesFigure {...services} />
        <PlaneFigure {...services} />
        <Properties {...services} />
      </div>
    </SectionFrame>
  );
}

/** Within the section the keys of undo and redo are the neuron's, and not the pad's; returns how to stop. */
function listenToUndoKeys(host: HTMLElement, bench: NeuronBench): () => void {
  const down = (event: KeyboardEvent) => {
    const asked = undoKey(event);
    if (!asked) return;
    bench[asked]();
    event.preventDefault();
    event.stopPropagation();
  };
  host.addEventListener('keydown', down);
  return () => host.removeEventListener('keydown', down);
}

/** How long the numbers rest before it is read out that the neuron learns or no longer does. */
const REST_MS = 700;

/** Tells people who listen when the neuron comes into another region of its function; returns how to stop. */
function announceRegions({ state: { neuronBench }, announce, t }: Services): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let heard = neuronBench.result.peek().region;
  const stop = effect(() => {
    const { region } = neuronBench.result.value;
    clearTimeout(timer);
    if (region === heard) return;
    timer = setTimeout(() => {
      heard = region;
      announce(regionSentence(t(WORDS), neuronBench.settings.peek(), neuronBench.result.peek()));
    }, REST_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
