import type { Loss } from '../../domain/network.ts';
import { BATCH_SIZE, LEARNING_RATE } from '../../state/descent.ts';
import { Choice } from '../../ui/choice.tsx';
import { LogSlider } from '../../ui/log-slider.tsx';
import { grouped } from '../../domain/numbers.ts';
import { Slider } from '../../ui/slider.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useUniqueId } from '../../ui/unique-id.ts';
import type { Lesson } from './section-services.ts';
import { PLAY_SPEED } from './player.ts';
import { WORDS } from './words.ts';

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const ALL = 'all';
const SOURCES = ['written', 'drawn', 'loaded'] as const;
const LOSSES: readonly Loss[] = ['cross-entropy', 'quadratic'];

/** What the step is made of, and how it goes on. */
export function Controls(lesson: Lesson) {
  const { state, t, player } = lesson;
  const words = t(WORDS);
  const { descent, lesson: chosen } = state;
  const { source, size } = descent.choice.value;
  const loaded = descent.loadedCount.value;
  const sources = SOURCES.filter((one) => one !== 'loaded' || loaded > 0 || source === 'loaded');
  return (
    <div class="backprop-controls">
      <Choice
        label={words.source}
        options={sources.map((value) => ({ value, label: words.sources[value] }))}
        value={source}
        onChange={(next) => (next === 'loaded' ? void descent.chooseLoaded() : descent.choose({ source: next }))}
      />
      <div class="backprop-row">
        <DigitSelect {...lesson} />
        <button class="button" type="button" onClick={descent.anotherBatch}>
          {words.another}
        </button>
      </div>
      <Switch on={descent.isFresh.value} onChange={descent.setFresh}>
        {words.fresh}
      </Switch>
      {source === 'drawn' && state.pad.isEmpty.value && <p class="quiet">{words.empty}</p>}
      {source === 'loaded' && <p class="quiet">{words.loaded(grouped(loaded))}</p>}
      <div class="backprop-sliders">
        <Slider
          label={words.batchSize}
          least={BATCH_SIZE.least}
          most={BATCH_SIZE.most}
          step={1}
          digits={0}
          value={size}
          onChange={(next) => descent.choose({ size: next })}
        />
        <LogSlider
          label={words.learningRate}
          least={LEARNING_RATE.least}
          most={LEARNING_RATE.most}
          value={descent.learningRate.value}
          onChange={descent.setLearningRate}
        />
        <Slider
          label={words.speed}
          least={PLAY_SPEED.least}
          most={PLAY_SPEED.most}
          step={PLAY_SPEED.step}
          digits={1}
          value={player.speed.value}
          onChange={player.setSpeed}
        />
      </div>
      <Choice
        label={words.cost}
        options={LOSSES.map((value) => ({ value, label: words.costs[value] }))}
        value={chosen.loss.value}
        onChange={chosen.setLoss}
      />
      <Buttons {...lesson} />
    </div>
  );
}

function DigitSelect({ state: { descent }, t }: Lesson) {
  const words = t(WORDS);
  const id = useUniqueId();
  const { source, digit } = descent.choice.value;
  return (
    <span class="backprop-select">
      <label for={id}>{source === 'drawn' ? words.label : words.digit}</label>
      <select
        class="select"
        id={id}
        value={digit === null ? ALL : String(digit)}
        onChange={({ currentTarget: { value } }) => descent.choose({ digit: value === ALL ? null : Number(value) })}
      >
        {DIGITS.map((one) => (
          <option key={one} value={String(one)}>
            {one}
          </option>
        ))}
        {source !== 'drawn' && <option value={ALL}>{words.allDigits}</option>}
      </select>
    </span>
  );
}

function Buttons({ state: { descent }, t, player }: Lesson) {
  const words = t(WORDS);
  const isTraining = player.mode.value === 'steps';
  const isThere = descent.base.value !== null;
  const paused = (act: () => void) => () => {
    player.pause();
    act();
  };
  return (
    <div class="backprop-buttons" role="group" aria-label={words.steps}>
      <button
        class="button"
        type="button"
        disabled={!isThere || descent.explosion.value !== null}
        onClick={isTraining ? player.pause : player.train}
      >
        {isTraining ? words.stop : descent.isFresh.value ? words.trainFresh : words.train}
      </button>
      <button class="button" type="button" disabled={!isThere || !descent.canReset.value} onClick={paused(descent.reset)}>
        {words.reset}
      </button>
      <button class="button backprop-untrained" type="button" disabled={!isThere} onClick={paused(descent.startUntrained)}>
        {words.untrained}
      </button>
    </div>
  );
}
