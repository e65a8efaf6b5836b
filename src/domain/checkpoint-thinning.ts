/** Something that was kept at a moment of a run. */
interface Moment {
  /** Images learned from until then. */
  readonly images: number;
  readonly bytes: number;
}

/**
 * Thins moments, oldest first, until all together fit `mostBytes`: early ones stay close together, late ones far apart, as on a logarithmic scale.
 *
 * Each time the one goes whose neighbours are nearest to each other in proportion. The first and the last stay.
 */
export function thinned<Kept extends Moment>(moments: readonly Kept[], mostBytes: number): readonly Kept[] {
  const kept = [...moments];
  let bytes = kept.reduce((sum, moment) => sum + moment.bytes, 0);
  while (bytes > mostBytes && kept.length > 2) {
    let nearest = 1;
    let least = Infinity;
    for (let at = 1; at < kept.length - 1; at++) {
      const gap = (kept[at + 1]!.images + 1) / (kept[at - 1]!.images + 1);
      if (gap >= least) continue;
      least = gap;
      nearest = at;
    }
    bytes -= kept.splice(nearest, 1)[0]!.bytes;
  }
  return kept;
}
