/** Tells whether a piece of work has lasted so many milliseconds; after yes the next piece begins. */
export function startClock(pieceMs: number): () => boolean {
  let startMs = performance.now();
  return () => {
    if (performance.now() - startMs < pieceMs) return false;
    startMs = performance.now();
    return true;
  };
}
