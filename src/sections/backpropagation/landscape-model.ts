import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { costScale, type CostScale, type ScaleKind } from '../../scenes/cost-scale.ts';
import type { GridPoint, LandscapeView } from '../../scenes/landscape-view.ts';
import { FIRST_STANCE, type Stance } from '../../scenes/surface-view.ts';
import type { Landscape } from '../../state/landscape.ts';
import type { Services } from '../section.ts';
import { axisNames, distanceText, extremesOf, levelText } from './landscape-facts.ts';
import { LANDSCAPE_WORDS, type LandscapeWords } from './landscape-words.ts';

/** A landscape with how it is looked at. */
export interface LandscapeModel {
  readonly landscape: Landscape;
  readonly words: LandscapeWords;
  readonly stance: Signal<Stance>;
  readonly scaleKind: Signal<ScaleKind>;
  /** The computed point under the pointer, or where keys have gone. */
  readonly pointed: Signal<GridPoint | null>;
  /** The surface is being dragged. */
  readonly isHeld: Signal<boolean>;
  readonly scale: ReadonlySignal<CostScale | null>;
  readonly extremes: ReadonlySignal<ReturnType<typeof extremesOf>>;
  readonly view: ReadonlySignal<LandscapeView | null>;
}

export function landscapeModel(landscape: Landscape, { t }: Services): LandscapeModel {
  const words = t(LANDSCAPE_WORDS);
  const scaleKind = signal<ScaleKind>('log');
  const pointed = signal<GridPoint | null>(null);
  const isHeld = signal(false);
  const { survey, feet } = landscape;
  const scale = computed(() => survey.value && costScale(survey.value.costs, scaleKind.value));
  const view = computed((): LandscapeView | null => {
    const now = survey.value;
    if (!now) return null;
    return {
      extent: now.plane.extent,
      side: now.settings.side,
      costs: now.costs,
      rows: now.rows,
      scale: scale.value,
      path: feet.value?.feet ?? [],
      pointed: isShown(pointed.value, now.settings.side, now.costs) ? pointed.value : null,
      names: { ...axisNames(now.plane.axes, words), cost: words.cost },
      costText: levelText,
      distanceText,
      isStill: now.rows === now.settings.side && !isHeld.value,
    };
  });
  return {
    landscape,
    words,
    stance: signal(FIRST_STANCE),
    scaleKind,
    pointed,
    isHeld,
    scale,
    extremes: computed(() => survey.value && extremesOf(survey.value)),
    view,
  };
}

function isShown(point: GridPoint | null, side: number, costs: Float64Array): boolean {
  if (!point || point.column >= side || point.row >= side) return false;
  return !Number.isNaN(costs[point.row * side + point.column]);
}
