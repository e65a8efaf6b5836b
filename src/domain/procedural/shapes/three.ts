import type { Random } from '../../random.ts';
import { corner, glide, type Knot, type Shape } from '../pen-path.ts';

/** 3: round or flat on top, the waist a corner, a loop or hardly there, the tail curled, flat or falling. */
export function three(random: Random): Shape {
  const path: Knot[] = [];
  const right = random.between(0.35, 0.58);
  const waistY = random.between(0.38, 0.52);
  const waistX = right * random.between(0.3, 0.75);
  const left = random.between(-0.06, 0.1);
  if (random.chance(0.25)) {
    const flat = random.between(-0.04, 0.06);
    path.push(glide(left, random.between(0, 0.08)), corner(right * random.between(0.85, 1.1), flat));
  } else {
    path.push(glide(left, random.between(0.06, 0.28)));
    path.push(glide(left + (right - left) * random.between(0.35, 0.55), random.between(-0.03, 0.04)));
    path.push(glide(right, waistY * random.between(0.3, 0.5)));
  }
  const waist = random.unit();
  if (waist < 0.22) {
    const loop = random.between(0.04, 0.14);
    path.push(glide(waistX, waistY - 0.03), glide(waistX - loop, waistY), glide(waistX, waistY + 0.05));
  } else if (waist < 0.75) path.push(corner(waistX, waistY));
  else path.push(glide(waistX, waistY));
  const belly = right * random.between(0.85, 1.25);
  path.push(glide(waistX + (belly - waistX) * 0.65, waistY + random.between(0.02, 0.1)));
  path.push(glide(belly, waistY + (1 - waistY) * random.between(0.4, 0.6)));
  const endX = random.between(-0.25, 0.12);
  const tail = random.unit();
  if (tail < 0.5) {
    path.push(glide((belly + endX) / 2, random.between(0.96, 1.03)), glide(endX, random.between(0.82, 0.98)));
  } else if (tail < 0.8) {
    path.push(glide(belly * 0.75, 0.94), glide(endX, random.between(0.96, 1.06)));
  } else {
    path.push(glide((belly + endX) / 2, 1), glide(endX - 0.04, 0.93), glide(endX + 0.02, random.between(0.78, 0.88)));
  }
  return [path];
}
