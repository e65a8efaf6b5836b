/**
 * The first key that comes twice in one object, of a text that `JSON.parse` has accepted.
 *
 * JSON.parse keeps the last of two equal keys in silence, so that two readers of one file may see different tensors.
 */
export function duplicateKey(json: string): string | undefined {
  /** One entry for each open object or list; lists have no keys. */
  const open: (Set<string> | null)[] = [];
  let lastString = '';
  for (let at = 0; at < json.length; at++) {
    const sign = json[at];
    if (sign === '{') open.push(new Set());
    else if (sign === '[') open.push(null);
    else if (sign === '}' || sign === ']') open.pop();
    else if (sign === '"') {
      const from = at++;
      while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
      lastString = JSON.parse(json.slice(from, at + 1)) as string; // "a" and "\u0061" are one key
    } else if (sign === ':') {
      const keys = open.at(-1)!;
      if (keys.has(lastString)) return lastString;
      keys.add(lastString);
    }
  }
  return undefined;
}
