/**
 * What makes of one view the next: null where nothing has changed, only the changed parts where most is the same.
 *
 * Views are plain data that is never written over, so what is the same object is the same.
 */
export type Change =
  | null
  | { readonly is: unknown }
  | { readonly fields: Readonly<Record<string, Change>>; readonly gone: readonly string[] }
  | { readonly kept: number; readonly items: readonly Change[] };

/** From one view to the next, ready to be sent to another thread. */
export function changeBetween(before: unknown, now: unknown): Change {
  if (Object.is(before, now)) return null;
  if (isPlain(before) && isPlain(now)) return changedFields(before, now);
  if (Array.isArray(before) && Array.isArray(now) && typeof now[0] === 'object') return changedItems(before, now);
  return { is: packed(now) };
}

/** The view after a change; what the change says nothing of is the same object as before. */
export function changed(before: unknown, change: Change): unknown {
  if (change === null) return before;
  if ('is' in change) return change.is;
  if ('fields' in change) {
    const now: Record<string, unknown> = { ...(before as Record<string, unknown>) };
    for (const name of change.gone) delete now[name];
    for (const [name, part] of Object.entries(change.fields)) now[name] = changed(now[name], part);
    return now;
  }
  const items = before as readonly unknown[];
  return [...items.slice(0, change.kept), ...change.items.map((item, index) => changed(items[change.kept + index], item))];
}

function changedFields(before: Record<string, unknown>, now: Record<string, unknown>): Change {
  const fields: Record<string, Change> = {};
  let hasChanged = false;
  for (const [name, value] of Object.entries(now)) {
    const change = name in before ? changeBetween(before[name], value) : { is: packed(value) };
    if (change === null) continue;
    fields[name] = change;
    hasChanged = true;
  }
  const gone = Object.keys(before).filter((name) => !(name in now));
  return hasChanged || gone.length > 0 ? { fields, gone } : null;
}

/** Lists mostly grow at their end. */
function changedItems(before: readonly unknown[], now: readonly unknown[]): Change {
  const shorter = Math.min(before.length, now.length);
  let kept = 0;
  while (kept < shorter && Object.is(before[kept], now[kept])) kept++;
  const items = now.slice(kept).map((item, index): Change => {
    const at = kept + index;
    return at < before.length ? changeBetween(before[at], item) : { is: packed(item) };
  });
  return before.length === now.length && items.every((item) => item === null) ? null : { kept, items };
}

/** A part of a large memory would take all of it along, or go on changing: numbers are sent by themselves. */
function packed(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    const numbers = value as Uint8Array;
    return numbers.byteLength === numbers.buffer.byteLength ? numbers : numbers.slice();
  }
  if (Array.isArray(value)) return typeof value[0] === 'object' ? value.map(packed) : value;
  if (isPlain(value)) return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, packed(part)]));
  return value;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
