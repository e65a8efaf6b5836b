import type { PreprocessStage } from '../domain/preprocess.ts';
import type { BarsView } from './bars-layout.ts';
import type { Pattern } from './color-ramps.ts';
import type { CurvesView } from './curves-layout.ts';
import type { HistogramRow } from './histogram-layout.ts';
import type { LandscapeView } from './landscape-view.ts';
import type { LinePlotView } from './line-plot-layout.ts';
import type { NetworkView } from './network-scene.ts';
import type { NeuronView } from './neuron-layout.ts';
import type { PadView } from './pad-scene.ts';
import type { PlaneView } from './plane-layout.ts';
import type { MakeScene } from './scene.ts';
import type { SpeedPlotView } from './speed-plot-layout.ts';
import type { SurfacePicture } from './surface-layout.ts';
import type { TileBars } from './tile-bars-scene.ts';
import type { TileSheet } from './tile-sheet-scene.ts';

/**
 * What every kind of picture shows.
 *
 * A view is plain data, so that it can be sent to another thread, and is never written over: where something in it changes, so do the
 * objects around it.
 */
export interface SceneViews {
  readonly bars: BarsView;
  readonly contour: LandscapeView | null;
  readonly curves: CurvesView;
  readonly histogram: readonly HistogramRow[];
  readonly linePlot: LinePlotView;
  readonly network: NetworkView;
  readonly neuron: NeuronView;
  readonly pad: PadView;
  readonly pattern: Pattern | null;
  readonly plane: PlaneView;
  readonly speedPlot: SpeedPlotView;
  readonly step: PreprocessStage;
  readonly surface: SurfacePicture | null;
  readonly tileBars: TileBars;
  readonly tileSheet: TileSheet;
}

export type SceneName = keyof SceneViews;

/** Every kind of picture, loaded when the first of it is shown. */
export const SCENES: { readonly [Name in SceneName]: () => Promise<MakeScene<SceneViews[Name]>> } = {
  bars: async () => (await import('./bars-scene.ts')).barsScene,
  contour: async () => (await import('./contour-scene.ts')).contourScene,
  curves: async () => (await import('./curves-scene.ts')).curvesScene,
  histogram: async () => (await import('./histogram-scene.ts')).histogramScene,
  linePlot: async () => (await import('./line-plot-scene.ts')).linePlotScene,
  network: async () => (await import('./network-scene.ts')).networkScene,
  neuron: async () => (await import('./neuron-scene.ts')).neuronScene,
  pad: async () => (await import('./pad-scene.ts')).padScene,
  pattern: async () => (await import('./pattern-scene.ts')).patternScene,
  plane: async () => (await import('./plane-scene.ts')).planeScene,
  speedPlot: async () => (await import('./speed-plot-scene.ts')).speedPlotScene,
  step: async () => (await import('./step-scene.ts')).stepScene,
  surface: async () => (await import('./surface-scene.ts')).surfaceScene,
  tileBars: async () => (await import('./tile-bars-scene.ts')).tileBarsScene,
  tileSheet: async () => (await import('./tile-sheet-scene.ts')).tileSheetScene,
};
