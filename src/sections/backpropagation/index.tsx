import { render } from 'preact';
import { defineSection } from '../section.ts';
import { LandscapeWalk } from './landscape-walk.tsx';

/** How the network learns: so far, the landscape of its cost, with steps downhill. */
export default defineSection({
  id: 'backpropagation',
  title: { en: 'Backpropagation' },
  mount(host, services) {
    render(<LandscapeWalk {...services} />, host);
    return () => render(null, host);
  },
});
