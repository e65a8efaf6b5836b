import { render } from 'preact';
import { SectionFrame } from '../../ui/section-frame.tsx';
import { defineSection, type Services } from '../section.ts';
import { Recipe } from './controls.tsx';
import { DataBrowser } from './data/browser.tsx';
import { DataControls } from './data/controls.tsx';
import { Exploded } from './exploded.tsx';
import { KeptWork } from './keeping/kept-work.tsx';
import { NetworkFile } from './keeping/network-file.tsx';
import { Numbers } from './numbers.tsx';
import { Plots } from './plots.tsx';
import { Teaching } from './teaching/teaching.tsx';
import './training.css';
import { Transport } from './transport.tsx';
import { Understanding } from './understanding/understanding.tsx';
import { WeightPictures } from './weight-pictures.tsx';
import { WORDS } from './words.ts';

/** The laboratory: a network is trained before one's eyes, and everything about it can be changed meanwhile. */
export default defineSection({
  id: 'training',
  title: { en: 'Training' },
  mount(host, services) {
    render(<TrainingSection {...services} />, host);
    return () => render(null, host);
  },
});

function TrainingSection(services: Services) {
  const words = services.t(WORDS);
  return (
    <SectionFrame
      title={words.title}
      intro={words.intro}
      controls={
        <div class="training-controls">
          <KeptWork {...services} />
          <Transport {...services} />
          <Numbers {...services} />
          <DataControls {...services} />
          <Recipe {...services} />
          <NetworkFile {...services} />
        </div>
      }
    >
      <div class="training">
        <Exploded {...services} />
        <Plots {...services} />
        <WeightPictures {...services} />
        <Understanding {...services} />
        <DataBrowser {...services} />
        <Teaching {...services} />
      </div>
    </SectionFrame>
  );
}
