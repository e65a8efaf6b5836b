import type { AxisKind, PlaneKind } from '../../../engine/landscape.ts';
import type { Words } from '../../../ui/language.ts';

const THIN = '\u202f';

const en = {
  title: 'Cost landscape',
  intro:
    'Every point of this picture is the same network with other weights, and its height is the cost that it really has. Learning is a walk downhill. Turn it, point at it, take a step.',
  plane: 'Slice through',
  planes: {
    gradient: 'gradient + random',
    random: 'two random',
    path: 'path’s main directions',
  } satisfies Record<PlaneKind, string>,
  data: 'Cost of',
  batch: (count: number) => `this batch (${count})`,
  samples: (count: string) => `${count} samples`,
  side: 'Points',
  sides: (side: number) => `${side} × ${side}`,
  scale: 'Height and shade',
  scales: { linear: 'cost', log: 'log of cost' },
  reach: { gradient: 'Reach, % ‖w‖', random: 'Reach, % ‖w‖', path: 'Width ÷ path' } satisfies Record<PlaneKind, string>,
  otherDirection: 'Other directions',
  compute: 'Compute',
  stop: 'Stop',
  turn: 'Turn °',
  tilt: 'Tilt °',
  resetView: 'Reset view',
  save: 'Save as picture',
  saveLabel: (what: string) => `Save as picture: ${what}`,
  table: 'Save numbers (CSV)',
  surface: 'As a surface',
  surfaceKeys: 'Cursor keys turn and tilt the surface, Home resets the view.',
  surfaceLabel: 'Surface of the cost, to be turned',
  contours: 'As a map',
  contoursLabel: 'Map of the cost, to be read point by point',
  contoursKeys: 'Cursor keys go from one computed point to the next, with Shift five at a time, Home to the lowest.',
  cost: 'cost $C$',
  axes: {
    gradient: 'along the gradient ∇C',
    random: 'random direction',
    component: 'main direction of the path',
  } satisfies Record<AxisKind, string>,
  secondComponent: 'second direction of the path',
  otherRandom: 'another random direction',
  slice: (dimensions: string) =>
    `A slice: a plane through the network’s weights. The other ${dimensions} of its dimensions stand still.`,
  sliceOf: (dimensions: string) => `a slice of ${dimensions} dimensions`,
  axesNote:
    'Axes: distance in the space of all weights and biases, from where the network was. Shades: the cost, as on the scale.',
  legend: {
    path: 'path, its shadow on the slice',
    start: 'start',
    now: 'now',
    contour: 'same cost',
    pointed: 'pointed at',
  },
  explained: (share: string) => `The slice holds ${share} of the path’s variance.`,
  offPlane: (distance: string) => `Now ${distance} off the slice.`,
  noVariance: 'The path is one point so far.',
  pointed: 'Pointed at',
  lowest: 'Lowest',
  highest: 'Highest',
  at: (x: string, y: string) => `at (${x}, ${y})`,
  nothingPointed: 'point at a picture',
  notFinite: 'not a finite number',
  holes: (count: string) => `${count} points have no finite cost and are left out.`,
  status: {
    waiting: 'Waiting for a quiet moment.',
    computing: (rows: number, side: number) => `Computing row ${rows} of ${side}.`,
    done: (points: string, images: string, seconds: string, threads: number) =>
      `${points} networks × ${images} images in ${seconds}${THIN}s on ${threads === 1 ? 'one thread' : `${threads} threads`}.`,
    stopped: (rows: number, side: number) => `Stopped after row ${rows} of ${side}.`,
    failed: (message: string) => `No landscape: ${message}.`,
  },
  empty: {
    'no-network': 'There is no network yet whose cost could be computed.',
    'no-images': 'The batch is empty: choose images, or the samples.',
    'no-path': 'The path has no direction yet. Take a step first, or choose another slice.',
  },
  announced: (lowest: string, highest: string) => `The landscape is computed. Cost from ${lowest} to ${highest}.`,
  text: (n: {
    what: string;
    slice: string;
    lowest: string;
    lowestAt: string;
    highest: string;
    highestAt: string;
    path: string;
  }) => `${n.what}, ${n.slice}. Lowest cost ${n.lowest} ${n.lowestAt}, highest ${n.highest} ${n.highestAt}. ${n.path}`,
  pathText: (steps: number, from: string, to: string) =>
    steps < 1 ? `The network is ${to}.` : `The path of ${steps} ${steps === 1 ? 'step' : 'steps'} goes from ${from} to ${to}.`,
  noText: 'Nothing is computed yet.',
};

export type LandscapeWords = typeof en;

export const LANDSCAPE_WORDS: Words<LandscapeWords> = { en };
