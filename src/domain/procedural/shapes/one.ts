import type { Random } from '../../random.ts';
import { corner, glide, type Knot, type Shape } from '../pen-path.ts';

/** 1: a bare stem, or with a flag (short, long, or as long as the stem), with or without a base or a curled foot. */
export function one(random: Random): Shape {
  const stem: Knot[] = [];
  if (random.chance(0.66)) {
    const reach = random.chance(0.2) ? random.between(0.25, 0.5) : random.between(0.04, 0.28);
    const drop = random.chance(0.35)
      ? Math.min(0.65, 0.08 + reach * random.between(1, 2.5))
      : random.between(0.04, 0.28) + reach * random.between(0.1, 0.9);
    stem.push(glide(-reach, drop));
    // A bent flag, as of a pen that starts with a swing.
    if (random.chance(0.25))
      stem.push(glide(-reach * 0.5 + random.between(-0.05, 0.02), drop * 0.5 + random.between(-0.02, 0.05)));
    if (random.chance(0.25)) stem.push(glide(-0.03, 0.02), glide(0.03, 0.04));
    else stem.push(corner(0, 0));
  } else stem.push(glide(0, 0));
  const lean = random.between(-0.05, 0.05);
  stem.push(glide(lean + random.between(-0.03, 0.03), 0.5));

  const half = random.between(0.12, 0.4);
  const offset = random.between(-0.1, 0.1);
  const tilt = random.between(-0.04, 0.07);
  const base = random.unit();
  if (base < 0.28) {
    stem.push(glide(lean, random.between(0.94, 1.04)));
    return [stem, [glide(lean + offset - half, 1 + tilt), glide(lean + offset + half, 1 - tilt)]];
  }
  if (base < 0.36) {
    // The base without lifting the pen: to the left, then back to the right.
    stem.push(corner(lean, 1), corner(lean - half * 0.8, 1 + tilt), glide(lean + half, 1 - tilt));
    return [stem];
  }
  if (base < 0.44) {
    stem.push(
      glide(lean, 0.85),
      glide(lean - 0.05, 0.98),
      glide(lean - random.between(0.12, 0.28), random.between(0.93, 1.02)),
    );
    return [stem];
  }
  if (base < 0.5) {
    stem.push(glide(lean, 0.9), glide(lean + random.between(0.05, 0.16), 1));
    return [stem];
  }
  stem.push(glide(lean, 1));
  return [stem];
}
