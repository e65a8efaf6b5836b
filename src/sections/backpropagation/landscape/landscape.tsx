import { effect } from '@preact/signals';
import { useRef, useState } from 'preact/hooks';
import { percent } from '../../../domain/numbers.ts';
import { FigureLegend, LegendEntry, LegendLine } from '../../../ui/legend.tsx';
import { useMount } from '../../../ui/use-mount.ts';
import { distanceText } from '../../../scenes/axis-texts.ts';
import type { Services } from '../../section.ts';
import { LandscapeControls } from './controls.tsx';
import { costText, placedCost } from './facts.ts';
import { ContourFigure, SurfaceFigure } from './figures.tsx';
import { landscapeModel, type LandscapeModel, type LandscapeProps } from './model.ts';
import type { LandscapeWords } from './words.ts';
import { otherDimensions } from './text.ts';
import './landscape.css';

/** The true cost over a slice through the network's weights: what it is computed from, a surface, a map, and what they say. */
export function Landscape(services: Services) {
  const host = useRef<HTMLDivElement>(null);
  const [model] = useState(() => landscapeModel(services.state.openLandscape(), services));
  const { landscape, words } = model;
  useMount(() => {
    const sight = new IntersectionObserver((entries) => landscape.look(entries[entries.length - 1]!.isIntersecting));
    sight.observe(host.current!);
    const stop = announceEnd(model, services);
    return () => {
      sight.disconnect();
      stop();
      landscape.dispose();
    };
  });
  return (
    <div class="landscape" ref={host}>
      <div class="landscape-side">
        <h3 class="landscape-title">{words.title}</h3>
        <p class="quiet">{words.intro}</p>
        <LandscapeControls services={services} model={model} />
      </div>
      <div class="landscape-main">
        <SurfaceFigure services={services} model={model} />
        <ContourFigure services={services} model={model} />
        <Legend words={model.words.legend} />
        <Readout model={model} />
        <Caption services={services} model={model} />
      </div>
    </div>
  );
}

/** What is drawn on the shades of both figures; the shades have a scale of their own. */
function Legend({ words }: { readonly words: LandscapeWords['legend'] }) {
  return (
    <FigureLegend class="landscape-legend">
      <LegendLine line="legend-accent-line">{words.path}</LegendLine>
      <LegendEntry width={12} sign={<circle class="legend-accent-box" cx="6" cy="6" r="4.5" />}>
        {words.start}
      </LegendEntry>
      <LegendEntry width={14} sign={<circle class="legend-accent" cx="7" cy="6" r="6" />}>
        {words.now}
      </LegendEntry>
      <LegendLine line="legend-contour">{words.contour}</LegendLine>
      <LegendLine line="legend-pointed">{words.pointed}</LegendLine>
    </FigureLegend>
  );
}

/** The cost at the computed point that is looked at, and where it is lowest and highest. */
function Readout({ model }: { readonly model: LandscapeModel }) {
  const { landscape, words, view, extremes } = model;
  const survey = landscape.survey.value;
  const pointed = view.value?.pointed ?? null;
  const found = extremes.value;
  const row = (label: string, point: typeof pointed, none: string) => {
    const placed = survey && point && placedCost(survey, point);
    return (
      <div>
        <dt class="quiet">{label}</dt>
        <dd>
          {placed ? (
            <>
              <span class="landscape-cost">{Number.isFinite(placed.cost) ? costText(placed.cost) : words.notFinite}</span>{' '}
              <span class="quiet">{words.at(distanceText(placed.x), distanceText(placed.y))}</span>
            </>
          ) : (
            <span class="quiet">{none}</span>
          )}
        </dd>
      </div>
    );
  };
  return (
    <dl class="landscape-readout">
      {row(words.pointed, pointed, words.nothingPointed)}
      {row(words.lowest, found?.lowest ?? null, '–')}
      {row(words.highest, found?.highest ?? null, '–')}
    </dl>
  );
}

/** What the pictures are, and what they leave out. */
function Caption({ services, model }: LandscapeProps) {
  const { landscape, words, extremes } = model;
  const path = landscape.feet.value;
  const survey = landscape.survey.value;
  const holes = extremes.value?.holes ?? 0;
  const last = path?.feet[path.feet.length - 1];
  // What rounding to float32 leaves between a point and the plane it lies on is no distance.
  const isOff = last !== undefined && survey !== null && last.distance > 1e-5 * survey.plane.weightLength;
  return (
    <p class="landscape-caption quiet">
      {words.slice(otherDimensions(services))} {words.axesNote}{' '}
      {path && (path.explained === null ? words.noVariance : words.explained(percent(path.explained)))}{' '}
      {isOff && words.offPlane(distanceText(Number(last.distance.toPrecision(3))))} {holes > 0 && words.holes(String(holes))}
    </p>
  );
}

/** Tells people who listen when a landscape is there; returns how to stop. */
function announceEnd({ landscape, words, extremes }: LandscapeModel, { announce }: Services): () => void {
  let wasComputing = false;
  return effect(() => {
    const { kind } = landscape.status.value;
    const isDone = wasComputing && kind === 'done';
    wasComputing = kind === 'computing';
    const survey = landscape.survey.peek();
    const found = extremes.peek();
    if (!isDone || !survey || !found) return;
    announce(
      words.announced(costText(placedCost(survey, found.lowest).cost), costText(placedCost(survey, found.highest).cost)),
    );
  });
}
