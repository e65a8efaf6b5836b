import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { errorMessage } from '../domain/errors.ts';
import type { Services } from '../sections/section.ts';
import { useMount } from '../ui/use-mount.ts';
import type { SectionEntry } from './sections.ts';
import { WORDS } from './words.ts';

/** How far below the screen a section begins to load. */
const AHEAD = '100%';

/** The place of a section: it loads when it comes near the screen, and goes with everything it made. */
export function LazySection({ entry, services }: { readonly entry: SectionEntry; readonly services: Services }) {
  const place = useRef<HTMLElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const failure = useSignal<string | null>(null);
  const words = services.t(WORDS);
  useMount(() => {
    const element = host.current!;
    let dispose: (() => void) | null = null;
    let isWanted = true;
    const mount = async () => {
      try {
        const section = await entry.load();
        if (isWanted) dispose = section.mount(element, services);
      } catch (error) {
        console.error(error);
        failure.value = errorMessage(error);
      }
    };
    const near = new IntersectionObserver(
      (changes) => {
        if (!changes.some((change) => change.isIntersecting)) return;
        near.disconnect();
        void mount();
      },
      { rootMargin: AHEAD },
    );
    // Not what is in it: that is not laid out, and so nowhere, until it is almost on the screen.
    near.observe(place.current!);
    return () => {
      isWanted = false;
      near.disconnect();
      dispose?.();
    };
  });
  return (
    <section ref={place} id={entry.id} data-section={entry.id} aria-label={services.t(entry.title)}>
      {failure.value && (
        <p class="section-failure">
          {words.sectionFailed(failure.value)}{' '}
          <button class="button" type="button" onClick={() => location.reload()}>
            {words.reload}
          </button>
        </p>
      )}
      <div ref={host} />
    </section>
  );
}
