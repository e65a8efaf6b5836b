import type { Random } from '../../random.ts';
import { arc, corner, glide, type Knot, type Shape } from '../pen-path.ts';

/** 8: in one stroke from the top or the right, closed or open on top, with pointed or round loops; or two circles. */
export function eight(random: Random): Shape {
  const style = random.unit();
  if (style < 0.12) return twoCircles(random);
  return style < 0.24 ? ribbon(random) : oneStroke(random);
}

function oneStroke(random: Random): Shape {
  const upper = random.between(0.1, 0.3);
  const lower = random.between(0.06, 0.34);
  const waistY = random.between(0.38, 0.58);
  const waistX = random.between(-0.06, 0.06);
  const topX = random.between(-0.04, 0.08);
  const path: Knot[] = [];
  // Start at the upper right, over the top to the left, through the waist to the lower right, round and back up.
  const startX = topX + upper * random.between(0.2, 1.1);
  const startY = random.between(0.02, waistY * 0.5);
  if (random.chance(0.15)) path.push(glide(startX + random.between(0.05, 0.2), startY + random.between(-0.06, 0.06)));
  path.push(glide(startX, startY));
  if (random.chance(0.8)) path.push(glide(topX, 0));
  path.push(glide(-upper, waistY * random.between(0.3, 0.55)));
  path.push(glide(waistX, waistY));
  path.push(glide(lower, waistY + (1 - waistY) * random.between(0.35, 0.65)));
  path.push(glide(random.between(-0.05, 0.05), 1));
  path.push(glide(-lower, waistY + (1 - waistY) * random.between(0.4, 0.7)));
  path.push(glide(waistX + random.between(-0.02, 0.04), waistY + random.between(-0.02, 0.05)));
  const end = random.unit();
  if (end < 0.5) {
    path.push(glide(startX + random.between(-0.02, 0.08), startY + random.between(-0.02, 0.08)));
    if (random.chance(0.4)) path.push(glide(topX + random.between(-0.05, 0.1), random.between(-0.04, 0.06)));
  } else if (end < 0.75) {
    path.push(glide(startX + random.between(0.02, 0.14), startY + random.between(-0.02, 0.12)));
  } else {
    path.push(random.chance(0.5) ? corner(startX + 0.04, startY) : glide(startX + 0.04, startY));
    path.push(glide(startX - random.between(0.1, 0.3), startY + random.between(-0.05, 0.1)));
  }
  return [random.chance(0.2) ? mirrored(path) : path];
}

/** A loop below and two ends above that come near each other or stay apart. */
function ribbon(random: Random): Shape {
  const lower = random.between(0.05, 0.26);
  const waistY = random.between(0.4, 0.6);
  const reach = random.between(0.12, 0.32);
  const hook = random.between(-0.1, 0.15);
  const path: Knot[] = [];
  if (random.chance(0.5)) path.push(glide(reach * random.between(0.2, 0.9), random.between(-0.02, 0.14)));
  path.push(glide(-reach + hook, random.between(0, 0.1)), glide(-reach * 0.9, waistY * 0.45), glide(0, waistY));
  path.push(glide(lower, (1 + waistY) / 2), glide(0, 1), glide(-lower, (1 + waistY) / 2), glide(0.02, waistY - 0.02));
  path.push(glide(reach, random.between(0.08, 0.25)));
  if (random.chance(0.5)) path.push(glide(reach * random.between(0.6, 1.3), random.between(-0.1, 0.05)));
  return [random.chance(0.3) ? mirrored(path) : path];
}

function mirrored(path: readonly Knot[]): Knot[] {
  return path.map((knot) => ({ ...knot, x: -knot.x }));
}

function twoCircles(random: Random): Shape {
  const upper = random.between(0.14, 0.26);
  const lower = random.between(0.17, 0.32);
  const meeting = random.between(0.42, 0.54);
  const start = random.between(-0.4, -0.1);
  const low = random.between(-0.35, -0.15);
  return [
    arc(random.between(-0.04, 0.04), meeting / 2, upper, meeting / 2, start, start - random.between(0.95, 1.1)),
    arc(0, (1 + meeting) / 2, lower, (1 - meeting) / 2, low, low - random.between(0.95, 1.1)),
  ];
}
