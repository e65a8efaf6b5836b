import type { Random } from '../../random.ts';
import { corner, glide, type Knot, type Shape } from '../pen-path.ts';

/** 5: in one stroke or with the hat drawn last; the back short or long, the belly round, flat or hardly there. */
export function five(random: Random): Shape {
  const hatEnd = random.between(0.3, 0.9);
  const rise = random.between(-0.12, 0.06);
  const backX = random.between(0, 0.14);
  const neckY = random.between(0.28, 0.5);
  const neckX = backX + random.between(-0.14, 0.05);
  const belly = bellyPath(random, neckX, neckY);

  if (random.chance(0.5)) {
    // One stroke: hat from right to left, back, belly; rounded it becomes an S.
    const sharp = random.chance(0.6);
    const start: Knot[] = [
      glide(hatEnd, rise),
      glide(backX + (hatEnd - backX) * 0.4, rise * 0.4 + random.between(-0.03, 0.02)),
    ];
    start.push(sharp ? corner(backX, 0) : glide(backX - 0.02, 0.06));
    return [[...start, ...belly]];
  }
  const gap = random.chance(0.4) ? random.between(-0.08, 0.12) : random.between(-0.03, 0.03);
  const lift = random.between(-0.08, 0.05);
  const hat = [glide(backX + gap, lift), glide(hatEnd, lift + rise)];
  if (random.chance(0.2)) hat.splice(1, 0, glide((backX + hatEnd) / 2, lift + rise / 2 - random.between(-0.04, 0.06)));
  return [[glide(backX, 0), ...belly], hat];
}

/** From the neck round the belly to the tail. */
function bellyPath(random: Random, neckX: number, neckY: number): Knot[] {
  const right = neckX + random.between(0.2, 0.6);
  const knots: Knot[] = [];
  const neck = random.unit();
  if (neck < 0.5) knots.push(corner(neckX, neckY));
  else if (neck < 0.85) knots.push(glide(neckX, neckY));
  else {
    // Hardly a neck: the back runs on into the belly, as in a J.
    knots.push(glide(neckX + 0.06, neckY), glide(right * 0.75, neckY + 0.14));
  }
  if (neck < 0.85) knots.push(glide(neckX + (right - neckX) * random.between(0.4, 0.65), neckY + random.between(-0.1, 0.04)));
  knots.push(glide(right, neckY + (1 - neckY) * random.between(0.3, 0.6)));
  const endX = neckX + random.between(-0.3, 0.1);
  knots.push(glide((right + endX) / 2 + 0.05, random.between(0.94, 1.03)));
  knots.push(glide(endX, random.between(0.8, 1.05)));
  return knots;
}
