import { render } from 'preact';
import { watchSight } from '../../ui/in-sight.ts';
import { SectionFrame } from '../../ui/section-frame.tsx';
import { defineSection, type Services } from '../section.ts';
import { Controls } from './controls.tsx';
import { Explanation } from './explanation.tsx';
import { createFollowing, type Following } from './following.ts';
import './mathematics.css';
import { Flow } from './rows.tsx';
import { WORDS } from './words.ts';

/** The formulas of one learning step, every symbol explained, beside the numbers of one weight at this moment. */
export default defineSection({
  id: 'mathematics',
  title: { en: 'Mathematics' },
  mount(host, services) {
    const { isInSight, stop: stopWatching } = watchSight(host);
    const [following, stopFollowing] = createFollowing(services.state, isInSight);
    render(<MathematicsSection services={services} following={following} />, host);
    return () => {
      stopWatching();
      stopFollowing();
      render(null, host);
    };
  },
});

function MathematicsSection({ services, following }: { readonly services: Services; readonly following: Following }) {
  const words = services.t(WORDS);
  return (
    <SectionFrame title={words.title} intro={words.intro} controls={<Controls services={services} following={following} />}>
      <div class="mathematics">
        <Flow services={services} following={following} />
        <Explanation services={services} following={following} />
      </div>
    </SectionFrame>
  );
}
