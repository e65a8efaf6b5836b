import { effect } from '@preact/signals';
import { render } from 'preact';
import { SectionFrame } from '../../ui/section-frame.tsx';
import { defineSection } from '../section.ts';
import './benchmark.css';
import { ClassPlot } from './class-plot.tsx';
import { Controls } from './controls.tsx';
import { Results } from './results.tsx';
import { Tables } from './table.tsx';
import { createView, type BenchmarkServices } from './view.ts';
import { WORDS } from './words.ts';

/** JavaScript against WebAssembly on this machine, measured here. */
export default defineSection({
  id: 'benchmark',
  title: { en: 'Benchmark' },
  mount(host, services) {
    const { benchmark } = services.state;
    const tellSight = () => benchmark.setHidden(document.hidden);
    tellSight();
    document.addEventListener('visibilitychange', tellSight);
    const stop = effect(() => services.stage.rest(benchmark.isMeasuring.value));
    render(<BenchmarkSection {...services} view={createView()} />, host);
    return () => {
      benchmark.stop();
      document.removeEventListener('visibilitychange', tellSight);
      stop();
      services.stage.rest(false);
      render(null, host);
    };
  },
});

function BenchmarkSection(services: BenchmarkServices) {
  const words = services.t(WORDS);
  return (
    <>
      <SectionFrame title={words.title} intro={words.intro} controls={<Controls {...services} />}>
        <Results {...services} />
      </SectionFrame>
      <div class="benchmark-lower">
        <Tables {...services} />
        <ClassPlot {...services} />
      </div>
    </>
  );
}
