import { figurePicture } from '../figure-picture.ts';
import { useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { weightStatistics } from '../../domain/weight-statistics.ts';
import type { Pattern } from '../../scenes/color-ramps.ts';
import { decimal, unitsText } from '../../domain/numbers.ts';
import { SaveFigure } from '../save-figure.tsx';
import { useStageFigure } from '../use-stage-figure.ts';
import { Contributions } from './contributions.tsx';
import type { NeuronServices } from './explorer-services.ts';
import { Favourites } from './favourites.tsx';
import { Legend } from './legend.tsx';
import { presentSum } from './neuron-sum.ts';
import { contributionPattern, preferredPattern, weightPattern, weightsInto } from './patterns.ts';
import { tellsDeath } from './shown-digits.tsx';
import { shownNeuron } from './shown-neuron.ts';
import { FiringChart, WeightFacts } from './weight-facts.tsx';
import { WORDS, type ExplorerWords } from './words.ts';

/** Everything about one neuron: what it looks for, what it does now, and what it does over the digits that it is shown. */
export function NeuronFigure(services: NeuronServices) {
  const { state, stage, t, neuron: id } = services;
  const words = t(WORDS);
  const figure = useRef<HTMLElement>(null);
  const status = state.recognition.status.value;
  const parameters = state.recognition.learned.value;
  if (status.kind !== 'ready' || !parameters) return null;
  const { network } = status;
  const isOutput = id.layer === network.layers.length - 1;
  const name = words.neuron.name(id.layer, id.neuron, isOutput);
  const isDead = state.analysis.findings.value?.statistics[id.layer]?.[id.neuron]?.isDead === true;
  const clamp = state.recognition.clamp.value;
  const isHeld = clamp?.layer === id.layer && clamp.neuron === id.neuron;
  const picture = () => {
    const parts = [...figure.current!.querySelectorAll<HTMLCanvasElement>('canvas.pattern-picture')];
    return figurePicture(parts.map((canvas) => ({ layers: [canvas], name: canvas.dataset.name })));
  };
  return (
    <figure class="neuron" ref={figure}>
      <div class="explorer-head">
        <h3>
          <span class="neuron-name">{name}</span>
          {isDead && <span class="neuron-badge">{words.neuron.isDead(tellsDeath(state.analysis.images.value))}</span>}
          {isHeld && <span class="neuron-badge">{words.neuron.heldAt(decimal(clamp.value, 2))}</span>}
        </h3>
        <SaveFigure stage={stage} label={words.saveLabel(name)} fileName="neuron" picture={picture}>
          {words.save}
        </SaveFigure>
      </div>
      <NowLine {...services} />
      <div class="neuron-parts">
        <OwnPattern key={id.layer === 0 ? 'weights' : 'preferred'} {...services} />
        {id.layer === 0 ? <ContributionMap {...services} /> : <Contributions {...services} />}
        <WeightFacts
          weights={weightsInto(network, parameters, id)}
          bias={parameters[id.layer]!.bias?.[id.neuron] ?? null}
          words={words}
        />
        <FiringChart {...services} isOutput={isOutput} />
      </div>
      <Favourites {...services} />
    </figure>
  );
}

/** z and a of this moment, as a sum that adds up to what is shown. */
function NowLine({ state, t, neuron: id }: NeuronServices) {
  const words = t(WORDS).neuron;
  const { activity: seen, clamp } = state.readable.value;
  if (!seen) return null;
  const isHeld = clamp?.layer === id.layer && clamp.neuron === id.neuron;
  const sum = presentSum(state.readable.value, id);
  const a = seen.activations[id.layer]![id.neuron]!;
  const f = words.activations[seen.network.layers[id.layer]!.activation];
  const text = (units: number) => unitsText(units, sum!.sum.digits);
  return (
    <p class="live-box neuron-now">
      {sum ? (
        <>
          <span>
            <i>z</i> = {id.layer === 0 ? 'Σ w·x' : 'Σ w·a'} + b = {text(sum.products)} {sum.sum.bias < 0 ? '−' : '+'}{' '}
            {text(Math.abs(sum.sum.bias))} = <b>{text(sum.sum.total)}</b>
            {isHeld && <span class="quiet"> {words.heldSum}</span>}
          </span>
          {!isHeld && (
            <span>
              <i>a</i> = {f}(z) = <b class="neuron-activation">{decimal(a, 3)}</b>
            </span>
          )}
        </>
      ) : (
        <span>z = {String(seen.preActivations[id.layer]![id.neuron])}</span>
      )}
      {seen.isBlank && <span class="quiet">{words.empty}</span>}
    </p>
  );
}

/** What the neuron looks for: its weights, or the input that was found. */
function OwnPattern({ state, stage, t, neuron: id }: NeuronServices) {
  const words = t(WORDS).neuron;
  const pattern = useComputed(() => {
    const now = shownNeuron(state);
    const { status, learned } = state.recognition;
    if (!now || status.value.kind !== 'ready' || !learned.value) return null;
    if (now.layer === 0) return weightPattern(weightsInto(status.value.network, learned.value, now));
    const preferred = state.analysis.preferred.value[now.layer]?.[now.neuron];
    return preferred ? preferredPattern(preferred) : null;
  });
  const canvas = useStageFigure(stage, 'pattern', () => pattern.value);
  const preferred = id.layer === 0 ? null : state.analysis.preferred.value[id.layer]?.[id.neuron];
  const z = preferred ? decimal(preferred.z, 2) : '';
  const text = preferred ? words.preferredText(z) : id.layer === 0 ? weightText(words, pattern.value) : words.searching;
  const isDead = state.analysis.findings.value?.statistics[id.layer]?.[id.neuron]?.isDead === true;
  const title = id.layer === 0 ? words.pattern : words.preferred(isDead);
  return (
    <div class="pattern">
      <h4>
        {title}
        {preferred && <span class="quiet">{preferred.found ? words.preferredZ(z) : words.notFound}</span>}
      </h4>
      <canvas class="pattern-picture" ref={canvas} data-name={title} role="img" aria-label={text} />
      <Legend
        scale={id.layer === 0 ? 'signed' : 'grey'}
        from={id.layer === 0 ? decimal(-(pattern.value?.reach ?? 1), 2) : '0'}
        to={id.layer === 0 ? decimal(pattern.value?.reach ?? 1, 2) : '1'}
      />
    </div>
  );
}

function weightText(words: ExplorerWords['neuron'], pattern: Pattern | null): string {
  if (!(pattern?.values instanceof Float32Array)) return words.searching;
  const { least, most } = weightStatistics(pattern.values);
  return words.patternText(decimal(least, 3), decimal(most, 3));
}

/** Weight × input, pixel by pixel. */
function ContributionMap({ state, stage, t, neuron: id }: NeuronServices) {
  const words = t(WORDS).neuron;
  const pattern = useComputed(() => {
    const now = shownNeuron(state);
    const activity = state.recognition.activity.value;
    const parameters = state.recognition.learned.value;
    return activity && parameters && now?.layer === 0 ? contributionPattern(activity, parameters, now) : null;
  });
  const canvas = useStageFigure(stage, 'pattern', () => pattern.value);
  const sum = presentSum(state.readable.value, id);
  const text = (units: number) => unitsText(units, sum!.sum.digits);
  return (
    <div class="pattern">
      <h4>{words.contributions}</h4>
      <canvas
        class="pattern-picture"
        ref={canvas}
        data-name={words.contributions}
        role="img"
        aria-label={sum ? words.contributionText(text(sum.products), text(sum.positive), text(sum.negative)) : words.empty}
      />
      <p class="live-box legend pattern-sum">
        {sum && (
          <>
            <span class="legend-positive">{text(sum.positive)}</span>
            <span class="legend-negative">{text(sum.negative)}</span>
            <span>Σ = {text(sum.products)}</span>
          </>
        )}
      </p>
    </div>
  );
}
