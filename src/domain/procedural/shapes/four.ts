import type { Random } from '../../random.ts';
import { corner, glide, type Knot, type Shape } from '../pen-path.ts';

/** 4: open, closed or in one stroke; the stem long or short, crossing the bar or hanging from its end. */
export function four(random: Random): Shape {
  const style = random.unit();
  if (style < 0.78) return open(random);
  if (style < 0.91) return closed(random);
  return oneStroke(random);
}

/** An L, leaning or upright, with sharp or round corner, and a stem through or at the end of its bar. */
function open(random: Random): Shape {
  const topX = random.between(-0.02, 0.38);
  const barY = random.between(0.45, 0.74);
  const barEnd = random.between(0.4, 0.75);
  const tilt = random.between(-0.12, 0.1);
  const left: Knot[] = [glide(topX, 0), glide(topX * 0.45 + random.between(-0.06, 0.04), barY * 0.55)];
  const bend = random.unit();
  if (bend < 0.6) left.push(corner(0, barY));
  else if (bend < 0.9) left.push(glide(-0.02, barY * 0.88), glide(0.08, barY + 0.03));
  else left.push(glide(-0.03, barY), glide(-0.08, barY - 0.08), glide(0.05, barY - 0.03));
  left.push(glide(barEnd, barY + tilt));

  const hanging = random.chance(0.35);
  const stemX = hanging ? barEnd - 0.02 : barEnd * random.between(0.5, 0.92);
  const stemTop = hanging
    ? barY + tilt - (random.chance(0.5) ? random.between(0.14, 0.65) : random.between(0, 0.14))
    : random.chance(0.3)
      ? random.between(-0.08, 0.15)
      : barY - random.between(0.12, 0.38);
  const lean = random.between(-0.12, 0.08);
  const stem = [
    glide(stemX, stemTop),
    glide(stemX + lean * 0.5 + random.between(-0.02, 0.02), (stemTop + 1) / 2),
    glide(stemX + lean, 1),
  ];
  // Without lifting the pen where the stem hangs from the bar.
  return hanging && random.chance(0.6) ? [[...left.slice(0, -1), corner(barEnd, barY + tilt), ...stem.slice(1)]] : [left, stem];
}

/** As printed: the stem starts where the slanted line does. */
function closed(random: Random): Shape {
  const topX = random.between(0.32, 0.55);
  const barY = random.between(0.52, 0.72);
  const gap = random.between(-0.06, 0.06);
  const left = [
    glide(topX, 0),
    corner(random.between(-0.08, 0.05), barY),
    glide(topX + random.between(0.08, 0.35), barY + random.between(-0.06, 0.06)),
  ];
  const lean = random.between(-0.1, 0.05);
  return [left, [glide(topX + gap, random.between(-0.05, 0.12)), glide(topX + lean, 1)]];
}

/** Down, across, up to the top and down the stem, as a pointed 9. */
function oneStroke(random: Random): Shape {
  const topX = random.between(0.2, 0.42);
  const barY = random.between(0.42, 0.6);
  const right = random.between(0.38, 0.55);
  const lean = random.between(-0.2, 0.04);
  const bar = random.chance(0.5) ? [corner(0, barY)] : [glide(-0.02, barY - 0.06), glide(0.08, barY + 0.03)];
  const stemTop = random.between(-0.05, 0.15);
  return [
    [
      glide(topX, random.between(0, 0.1)),
      ...bar,
      glide(right - 0.06, barY + random.between(-0.06, 0.02)),
      corner(right, stemTop),
      glide(right + lean * 0.5, 0.5),
      glide(right + lean, 1),
    ],
  ];
}
