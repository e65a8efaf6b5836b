import { effect } from '@preact/signals';
import { render } from 'preact';
import { percent } from '../../domain/numbers.ts';
import { listenToUndoKeys } from '../pad-keyboard.ts';
import { defineSection, type Services } from '../section.ts';
import { AboutNetwork } from './about-network.tsx';
import './draw.css';
import { PadFigure } from './pad.tsx';
import { Predictions } from './predictions.tsx';
import { Theatre } from './theatre.tsx';
import { Tools } from './tools.tsx';
import { verdictOf } from './verdict.ts';
import { WORDS } from './words.ts';

/** Draw a digit, see how it becomes 28×28 greys, and what the network makes of them. */
export default defineSection({
  id: 'draw',
  title: { en: 'Draw' },
  mount(host, services) {
    render(<DrawSection {...services} />, host);
    const stops = [listenToUndoKeys(services.state.pad), announceAnswers(services)];
    return () => {
      for (const stop of stops) stop();
      render(null, host);
    };
  },
});

function DrawSection(services: Services) {
  const { flow } = services.t(WORDS);
  return (
    <div class="draw">
      <h2 class="flow">
        {flow.map((word, index) => (
          <span class="flow-step" key={word}>
            {word}
            {index < flow.length - 1 && <span class="visually-hidden"> → </span>}
          </span>
        ))}
      </h2>
      <div class="draw-side">
        <PadFigure {...services} />
        <Tools {...services} />
        <Theatre {...services} />
      </div>
      <div class="draw-side">
        <Predictions {...services} />
        <AboutNetwork {...services} />
      </div>
    </div>
  );
}

/** How long the drawing rests before the answer is read out. */
const REST_MS = 700;

/** Reads the network's answer to people who listen, once the pen rests; returns how to stop. */
function announceAnswers({ state, announce, t }: Services): () => void {
  const words = t(WORDS).predictions;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = effect(() => {
    const shares = state.recognition.probabilities.value;
    const isDrawing = state.pad.isPenDown.value;
    clearTimeout(timer);
    if (!shares || isDrawing) return;
    timer = setTimeout(() => {
      const { first, isSure } = verdictOf(shares);
      announce(words.heard(first, percent(shares[first]!), isSure));
    }, REST_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
