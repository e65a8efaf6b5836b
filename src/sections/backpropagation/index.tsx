import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { SectionFrame } from '../../ui/section-frame.tsx';
import { defineSection } from '../section.ts';
import './backpropagation.css';
import { BatchStrip } from './batch-strip.tsx';
import { Computation } from './computation.tsx';
import { Controls } from './controls.tsx';
import { Exploded } from './explosion.tsx';
import { createFollowing } from './following.ts';
import { NetworkFigure } from './network-figure.tsx';
import { Nudge } from './nudge.tsx';
import { Parameter } from './parameter.tsx';
import { Landscape } from './landscape/landscape.tsx';
import { createPlayer } from './player.ts';
import { Progress } from './progress.tsx';
import type { Lesson } from './section-services.ts';
import { Stages } from './stages.tsx';
import { WORDS } from './words.ts';

/** One real step of gradient descent, stage by stage, every number open; and what many of them do. */
export default defineSection({
  id: 'backpropagation',
  title: { en: 'Backpropagation' },
  mount(host, services) {
    const { descent } = services.state;
    const isNear = signal(false);
    const sight = new IntersectionObserver((entries) => {
      isNear.value = entries[entries.length - 1]!.isIntersecting;
    });
    sight.observe(host);
    // Somebody looks, and has picked nothing yet: the parameter that the first step moves most.
    const stopPicking = effect(() => {
      if (isNear.value && descent.base.value && descent.picked.value === null) descent.pickMostMoved();
    });
    const stopWatching = effect(() => descent.watch(isNear.value));
    const player = createPlayer(descent, () => isNear.value);
    render(<BackpropagationSection {...services} following={createFollowing(services.state)} player={player} />, host);
    return () => {
      player.dispose();
      stopPicking();
      stopWatching();
      sight.disconnect();
      render(null, host);
    };
  },
});

function BackpropagationSection(lesson: Lesson) {
  const words = lesson.t(WORDS);
  return (
    <>
      <SectionFrame
        title={words.title}
        intro={words.intro}
        controls={
          <>
            <Controls {...lesson} />
            <BatchStrip {...lesson} />
          </>
        }
      >
        <div class="backprop">
          <Stages {...lesson} />
          <NetworkFigure {...lesson} />
          <Parameter {...lesson} />
          <Computation {...lesson} />
          <Exploded {...lesson} />
          <div class="backprop-lower">
            <Nudge {...lesson} />
            <Progress {...lesson} />
          </div>
        </div>
      </SectionFrame>
      <Landscape {...lesson} />
    </>
  );
}
