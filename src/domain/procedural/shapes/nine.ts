import type { Random } from '../../random.ts';
import { arc, corner, glide, type Knot, type Shape } from '../pen-path.ts';

/** 9: a loop, round, flat or open, and a stem, straight, curved, or with a hook or a wide foot. */
export function nine(random: Random): Shape {
  const small = random.chance(0.25);
  const radiusX = small ? random.between(0.07, 0.17) : random.between(0.12, 0.34);
  const radiusY = small || random.chance(0.2) ? random.between(0.07, 0.15) : random.between(0.15, 0.33);
  const path: Knot[] = [];
  // Counter-clockwise from the upper right, round the loop and up to where the stem begins.
  const from = random.between(-0.22, -0.02);
  const closing = random.chance(0.75) ? random.between(-1.06, -0.92) : random.between(-0.9, -0.7);
  const lead = random.unit();
  if (lead < 0.18) path.push(glide(radiusX * 0.3, radiusY * random.between(0.5, 1.2)));
  else if (lead < 0.32) path.push(glide(radiusX + random.between(0.02, 0.25), random.between(-0.06, 0.08)));
  path.push(...arc(0, radiusY, radiusX, radiusY, from, closing, random.between(-0.1, 0.25)));
  const stemX = radiusX + random.between(-0.05, 0.08);
  if (random.chance(0.5)) path.push(corner(stemX, radiusY * random.between(0.2, 0.8)));
  else path.push(glide(stemX, radiusY * random.between(0.6, 1.1)));
  path.push(...stem(random, stemX));
  return [path];
}

function stem(random: Random, stemX: number): Knot[] {
  const style = random.unit();
  const lean = random.between(-0.36, 0.08);
  if (style < 0.4) return [glide(stemX + lean * 0.5, 0.6), glide(stemX + lean, 1)];
  if (style < 0.6) {
    // Swung to the left, as in a comma.
    return [glide(stemX + 0.02, 0.5), glide(stemX - 0.1, 0.8), glide(stemX - random.between(0.2, 0.45), 1)];
  }
  const reach = random.between(0.2, 0.75);
  if (style < 0.85) {
    return [
      glide(stemX + random.between(0, 0.2), random.between(0.55, 0.7)),
      glide(stemX - 0.04, 0.92),
      glide(stemX - reach * 0.5, random.between(0.96, 1.03)),
      glide(stemX - reach, random.between(0.85, 0.98)),
    ];
  }
  return [
    glide(stemX + random.between(0, 0.08), 0.6),
    corner(stemX, random.between(0.92, 1)),
    glide(stemX - reach, random.between(0.93, 1.04)),
  ];
}
