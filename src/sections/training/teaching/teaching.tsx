import { useComputed } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { errorMessage } from '../../../domain/errors.ts';
import { percent } from '../../../domain/numbers.ts';
import { restingValue } from '../../../state/resting-value.ts';
import { Switch } from '../../../ui/switch.tsx';
import { useUniqueId } from '../../../ui/unique-id.ts';
import { PadSheet } from '../../pad-sheet.tsx';
import type { Services } from '../../section.ts';
import { useOutOfSight } from '../../use-out-of-sight.ts';
import { OwnSheet } from './own-sheet.tsx';
import { Scores } from './scores.tsx';
import './teaching.css';
import { WORDS } from './words.ts';

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Draw a digit, say what it is, let the page's network learn it, and see what that has changed. */
export function Teaching(services: Services) {
  const words = services.t(WORDS);
  const { own } = services.state.dataSets;
  useEffect(() => void own.load(), [own]);
  return (
    <div class="teaching">
      <div class="teaching-head">
        <h3>{words.title}</h3>
        <p class="quiet">{words.intro}</p>
      </div>
      <Drawing {...services} />
      <div class="teaching-lesson">
        <OwnSheet {...services} />
        <Lesson {...services} />
        <Scores {...services} />
      </div>
    </div>
  );
}

/** The pad once more, what the network makes of it, and what it is meant to be. */
function Drawing(services: Services) {
  const { state, t, announce } = services;
  const words = t(WORDS);
  const { pad, recognition, dataSets } = state;
  const [said, setSaid] = useState('');
  const id = useUniqueId();
  const place = useRef<HTMLDivElement>(null);
  const rests = useOutOfSight(place, state);
  const [reads] = useState(() =>
    restingValue(() => {
      const shares = recognition.probabilities.value;
      if (!shares) return words.nothing;
      const share = Math.max(...shares);
      return words.reads(shares.indexOf(share), percent(share));
    }, rests),
  );
  const isPicture = useComputed(() => pad.picture.value !== null);
  const isDrawn = useComputed(() => pad.drawing.value.length > 0);
  const keep = (digit: number) => {
    let sentence: string;
    try {
      dataSets.own.add(pad.drawing.peek(), digit);
      sentence = words.kept(digit, dataSets.own.digits.peek().length);
    } catch (error) {
      sentence = words.notKept(errorMessage(error));
    }
    setSaid(sentence);
    announce(sentence);
  };
  return (
    <div class="teaching-drawing" ref={place}>
      <PadSheet
        services={services}
        name={words.pad.name}
        describedBy={`${id}-keys`}
        hint={words.pad.here}
        isHinting={pad.isEmpty.value}
        words={words.pad}
      />
      <p class="visually-hidden" id={`${id}-keys`}>
        {words.pad.keys}
      </p>
      <div class="teaching-row">
        <p class="teaching-reads">{isPicture.value ? words.picture : reads}</p>
        <button class="button" type="button" disabled={pad.isEmpty.value} onClick={pad.clear}>
          {words.pad.clear}
        </button>
      </div>
      <div role="group" aria-label={words.meant}>
        <p class="quiet" aria-hidden="true">
          {words.meant}
        </p>
        <div class="teaching-digits">
          {DIGITS.map((digit) => (
            <button
              key={digit}
              class="button"
              type="button"
              aria-label={words.means(digit)}
              disabled={!isDrawn.value}
              onClick={() => keep(digit)}
            >
              {digit}
            </button>
          ))}
        </div>
      </div>
      <p class="quiet teaching-said">{said}</p>
    </div>
  );
}

/** Two seconds of learning, and the way back. */
function Lesson({ state, t }: Services) {
  const words = t(WORDS);
  const { teaching, training, dataSets } = state;
  const status = teaching.status.value;
  const isLearning = status.kind === 'learning';
  const { kind } = training.status.value;
  const isBusy = kind === 'preparing' || kind === 'running' || (kind === 'making' && !isLearning);
  const hasDigits = dataSets.own.digits.value.length > 0;
  const lesson = teaching.lesson.value;
  const shows = teaching.shows.value;
  const sentence = () => {
    if (isLearning) return status.share > 0 ? words.learning : words.preparing;
    if (status.kind === 'failed') return words.failed(status.message.replace(/\.$/, ''));
    if (isBusy) return words.waits;
    if (!hasDigits) return words.begins;
    return lesson ? `${words.done(lesson.images)} ${words.shows[shows ?? 'other']}` : words.ready;
  };
  return (
    <div class="teaching-controls">
      <Switch on={teaching.isMixed.value} onChange={teaching.setMixed}>
        {words.mixed}
      </Switch>
      <p class="quiet teaching-note">{words.mixedNote}</p>
      <div class="teaching-row">
        {isLearning ? (
          <button class="button" type="button" onClick={teaching.cancel}>
            {words.cancel}
          </button>
        ) : (
          <button
            class="button teaching-start"
            type="button"
            disabled={!hasDigits || isBusy}
            onClick={() => void teaching.teach()}
          >
            {words.teach}
          </button>
        )}
        {lesson && !isLearning && (
          <button
            class="button"
            type="button"
            disabled={isBusy}
            onClick={() => void teaching.show(shows === 'after' ? 'before' : 'after')}
          >
            {shows === 'after' ? words.toBefore : words.toAfter}
          </button>
        )}
      </div>
      <div class="transport-progress">
        {isLearning && <progress max={1} value={status.share} aria-label={words.progress} />}
      </div>
      <p class="teaching-status" role={status.kind === 'failed' ? 'alert' : undefined}>
        {sentence()}
      </p>
    </div>
  );
}
