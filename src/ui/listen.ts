type Listeners = { readonly [Type in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Type]) => void };

/** Listens to events of an element, each by its name; returns how to stop. */
export function listen(element: HTMLElement, listeners: Listeners): () => void {
  const ended = new AbortController();
  for (const [type, listener] of Object.entries(listeners)) {
    element.addEventListener(type, listener as EventListener, { signal: ended.signal });
  }
  return () => ended.abort();
}
