/** How long what loads above a section may still push it away. */
const SETTLING_MS = 6000;
const TAKES_OVER = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/**
 * Keeps the section that the address names at the top of the window while sections above it load and grow, until somebody scrolls,
 * touches or types; the browser goes there once and does not look back.
 */
export function stayAtTarget(main: HTMLElement): void {
  let stop = () => {};
  const stay = () => {
    stop();
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id === '' ? null : document.getElementById(id);
    if (!target) return;
    const go = () => {
      if (Math.abs(target.getBoundingClientRect().top) > 1) target.scrollIntoView();
    };
    const sizes = new ResizeObserver(() => {
      go();
      // The browser makes up for what grew as well, and may take the wrong part of the page to stay where it is.
      requestAnimationFrame(go);
    });
    sizes.observe(main);
    const ended = new AbortController();
    for (const type of TAKES_OVER) addEventListener(type, () => stop(), { signal: ended.signal, passive: true, capture: true });
    const timer = setTimeout(() => stop(), SETTLING_MS);
    stop = () => {
      clearTimeout(timer);
      ended.abort();
      sizes.disconnect();
    };
  };
  addEventListener('hashchange', stay);
  // A link to the section that the address names already.
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('a[href^="#"]')) setTimeout(stay);
  });
  stay();
}
