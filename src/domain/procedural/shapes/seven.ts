import type { Random } from '../../random.ts';
import { corner, glide, type Knot, type Shape } from '../pen-path.ts';

/** 7: with or without a serif and a bar; the hat flat or arched, the stem straight or curved. */
export function seven(random: Random): Shape {
  const right = random.between(0.25, 0.65);
  const path: Knot[] = [];
  const hatY = random.between(0, 0.1);
  if (random.chance(0.3))
    path.push(
      glide(random.between(-0.06, 0.04), hatY + (random.chance(0.3) ? random.between(0.2, 0.4) : random.between(0.08, 0.22))),
    );
  const arched = random.chance(0.28);
  if (arched) {
    path.push(glide(0, hatY + random.between(0.02, 0.14)), glide(right * 0.5, random.between(-0.06, 0)));
    path.push(glide(right * 0.95, random.between(0.04, 0.16)));
  } else {
    path.push(random.chance(0.5) ? corner(0, hatY) : glide(0, hatY));
    path.push(glide(right * 0.5, hatY + random.between(-0.03, 0.04)));
    path.push(random.chance(0.7) ? corner(right, random.between(-0.05, 0.06)) : glide(right, random.between(0, 0.08)));
  }
  const footX = random.between(-0.22, right * 0.8);
  const bow = random.between(-0.08, 0.1);
  path.push(glide((right + footX) / 2 + bow, 0.5), glide(footX, 1));
  const middleX = (right + footX) / 2 + bow * 0.8;
  const barY = random.between(0.42, 0.62);
  const leftEnd = middleX - random.between(0.1, 0.3);
  const rightEnd = middleX + random.between(0.08, 0.4);
  const tilt = random.between(-0.1, 0.06);
  const bar = random.unit();
  if (bar < 0.48) return [path, [glide(leftEnd, barY - tilt * 0.5), glide(rightEnd, barY + tilt)]];
  if (bar < 0.55) {
    // The bar without lifting the pen: from the foot back up on the left, then across.
    path.push(glide(footX - 0.08, 0.85), glide(leftEnd, barY + 0.1), glide(middleX, barY), glide(rightEnd, barY + tilt));
  }
  return [path];
}
