import { useState } from 'preact/hooks';

let count = 0;

/** An id that no other element of the page has; Preact's own useId starts anew for every section. */
export function useUniqueId(): string {
  const [id] = useState(() => `id-${++count}`);
  return id;
}
