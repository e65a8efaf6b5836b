import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { costScale, type CostScale, type ScaleKind } from '../../../scenes/cost-scale.ts';
import type { GridPoint, LandscapeView } from '../../../scenes/landscape-view.ts';
import { FIRST_STANCE, validStance, type Stance } from '../../../scenes/surface-view.ts';
import type { Landscape } from '../../../state/landscape.ts';
import type { Services } from '../../section.ts';
import { axisNames, extremesOf } from './facts.ts';
import { LANDSCAPE_WORDS, type LandscapeWords } from './words.ts';

/** A landscape with how it is looked at. */
export interface LandscapeModel {
  readonly landscape: Landscape;
  readonly words: LandscapeWords;
  readonly stance: ReadonlySignal<Stance>;
  readonly scaleKind: ReadonlySignal<ScaleKind>;
  /** The computed point under the pointer, or where keys have gone. */
  readonly pointed: ReadonlySignal<GridPoint | null>;
  /** The surface is being dragged. */
  readonly isHeld: ReadonlySignal<boolean>;
  readonly scale: ReadonlySignal<CostScale | null>;
  readonly extremes: ReadonlySignal<ReturnType<typeof extremesOf>>;
  readonly view: ReadonlySignal<LandscapeView | null>;
  readonly turnTo: (stance: Stance) => void;
  readonly scaleBy: (kind: ScaleKind) => void;
  readonly pointAt: (point: GridPoint | null) => void;
  readonly hold: (isHeld: boolean) => void;
}

/** What every part of the landscape is given. */
export interface LandscapeProps {
  readonly services: Services;
  readonly model: LandscapeModel;
}

const NO_COSTS = new Float64Array(0);

export function landscapeModel(landscape: Landscape, { t }: Services): LandscapeModel {
  const words = t(LANDSCAPE_WORDS);
  const stance = signal(FIRST_STANCE);
  const scaleKind = signal<ScaleKind>('log');
  const pointed = signal<GridPoint | null>(null);
  const isHeld = signal(false);
  const { survey, feet } = landscape;
  /** Rows come one by one; a picture is told of another array each time. */
  const costs = computed(() => survey.value?.costs.slice() ?? NO_COSTS);
  const scale = computed(() => survey.value && costScale(survey.value.costs, scaleKind.value));
  const view = computed((): LandscapeView | null => {
    const now = survey.value;
    if (!now) return null;
    return {
      extent: now.plane.extent,
      side: now.settings.side,
      costs: costs.value,
      rows: now.rows,
      scale: scale.value,
      path: feet.value?.feet ?? [],
      pointed: isShown(pointed.value, now.settings.side, now.costs) ? pointed.value : null,
      names: { ...axisNames(now.plane.axes, words), cost: words.cost },
      isStill: now.rows === now.settings.side && !isHeld.value,
    };
  });
  return {
    landscape,
    words,
    stance,
    scaleKind,
    pointed,
    isHeld,
    scale,
    extremes: computed(() => survey.value && extremesOf(survey.value)),
    view,
    turnTo(next) {
      stance.value = validStance(next);
    },
    scaleBy(kind) {
      scaleKind.value = kind;
    },
    pointAt(point) {
      const now = pointed.peek();
      if (point?.column !== now?.column || point?.row !== now?.row) pointed.value = point;
    },
    hold(held) {
      isHeld.value = held;
    },
  };
}

function isShown(point: GridPoint | null, side: number, costs: Float64Array): boolean {
  if (!point || point.column >= side || point.row >= side) return false;
  return !Number.isNaN(costs[point.row * side + point.column]);
}
