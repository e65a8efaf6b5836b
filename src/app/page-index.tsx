import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Services } from '../sections/section.ts';
import { useMount } from '../ui/use-mount.ts';
import { SECTIONS } from './sections.ts';
import { WORDS } from './words.ts';

/** A line across the window, below the index: 15 % from its top. */
const LINE = '-15% 0px -85%';

/** Links to all sections, the one at the top of the window marked; it stays at hand while the page is scrolled. */
export function PageIndex({ services }: { readonly services: Services }) {
  const index = useRef<HTMLElement>(null);
  const here = useSignal('');
  useMount(() => {
    const there = new Set<string>();
    const nav = index.current!;
    let isPressed = false;
    const showHere = () => {
      // A link that moved away between press and release would not be followed.
      if (isPressed || !here.peek()) return;
      const { offsetLeft, offsetWidth } = nav.querySelector<HTMLElement>(`[href="#${here.peek()}"]`)!;
      nav.scrollLeft = offsetLeft + offsetWidth / 2 - nav.clientWidth / 2;
    };
    const ended = new AbortController();
    const press = (pressed: boolean) => () => {
      if (isPressed === pressed) return;
      isPressed = pressed;
      // After the click.
      setTimeout(showHere);
    };
    nav.addEventListener('pointerdown', press(true), { signal: ended.signal });
    for (const type of ['pointerup', 'pointercancel']) addEventListener(type, press(false), { signal: ended.signal });
    const line = new IntersectionObserver(
      (changes) => {
        for (const { isIntersecting, target } of changes) {
          if (isIntersecting) there.add(target.id);
          else there.delete(target.id);
        }
        // The network lies within the section of the pad: of several the later one.
        const id = SECTIONS.findLast((section) => there.has(section.id))?.id;
        if (!id || id === here.peek()) return;
        here.value = id;
        showHere();
      },
      { rootMargin: LINE },
    );
    for (const { id } of SECTIONS) line.observe(document.getElementById(id)!);
    return () => {
      line.disconnect();
      ended.abort();
    };
  });
  return (
    <nav class="page-index" aria-label={services.t(WORDS).sections} ref={index}>
      <ol>
        {SECTIONS.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`} aria-current={here.value === id ? 'location' : undefined}>
              {services.t(title)}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
