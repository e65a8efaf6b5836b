/** A value that can be undone and redone; never changed in place. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
}

/** How many steps back a person can go. */
const MAX_STEPS = 200;

export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [] };
}

/** A new present; what had been undone is forgotten. */
export function recorded<T>(history: History<T>, present: T): History<T> {
  return { past: [...history.past, history.present].slice(-MAX_STEPS), present, future: [] };
}

/** One step back, or the same history where there is none. */
export function undone<T>(history: History<T>): History<T> {
  if (history.past.length === 0) return history;
  const present = history.past[history.past.length - 1]!;
  return { past: history.past.slice(0, -1), present, future: [history.present, ...history.future] };
}

/** One step forward again, or the same history where there is none. */
export function redone<T>(history: History<T>): History<T> {
  if (history.future.length === 0) return history;
  const [present, ...future] = history.future;
  return { past: [...history.past, history.present], present: present!, future };
}
