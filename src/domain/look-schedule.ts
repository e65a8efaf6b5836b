/** The first look after the one at the start, in images; the next ones after twice as many each time. */
const FIRST_LOOK = 1024;
/** From here on looks come evenly, in images; more seldom where many images are held back to look at. */
const EVEN_LOOKS = 98_304;
const IMAGES_A_HELD_BACK_ONE = 8;

/**
 * When training is next looked at (validation, norms, histograms, a checkpoint), in images learned from.
 *
 * A function of the count alone, never of time: the same run is looked at in the same places on every machine. Looks are close together in the
 * beginning, when a network changes fast, and cost a few hundredths of the time later.
 */
export function nextLook(images: number, heldBack: number): number {
  const even = Math.max(EVEN_LOOKS, IMAGES_A_HELD_BACK_ONE * heldBack);
  if (images >= even) return (Math.floor(images / even) + 1) * even;
  let next = FIRST_LOOK;
  while (next <= images) next *= 2;
  return Math.min(next, even);
}
