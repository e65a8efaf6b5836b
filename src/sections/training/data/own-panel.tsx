import { useEffect, useState } from 'preact/hooks';
import { errorMessage } from '../../../domain/errors.ts';
import type { Pattern } from '../../../scenes/color-ramps.ts';
import { FileButton } from '../../../ui/file-button.tsx';
import { SaveText } from '../../../ui/save-text.tsx';
import { SteadyButton } from '../../../ui/steady-button.tsx';
import type { Services } from '../../section.ts';
import { useStageFigure } from '../../use-stage-figure.ts';
import { countsByDigit } from './pages.ts';
import { WORDS } from './words.ts';

const DIGITS = Array.from({ length: 10 }, (_, digit) => digit);

/** What is on the pad gets its name and is kept; all of them go out as a file and come in again. `dropped` comes in by itself, once. */
export function OwnPanel(props: { readonly services: Services; readonly dropped: File | null; readonly onTaken: () => void }) {
  const { services, dropped, onTaken } = props;
  const { state, t, announce } = services;
  const words = t(WORDS).own;
  const { own } = state.dataSets;
  const { pad } = state;
  /** What became of the last deed. */
  const [outcome, setOutcome] = useState('');
  const say = (sentence: string) => {
    setOutcome(sentence);
    announce(sentence);
  };
  const attempt = (deed: () => string, failed: (message: string) => string) => {
    try {
      say(deed());
    } catch (error) {
      say(failed(errorMessage(error)));
    }
  };
  const keep = (digit: number) =>
    attempt(() => {
      own.add(pad.drawing.peek(), digit);
      pad.clear();
      return words.kept(digit, own.digits.peek().length);
    }, words.notAdded);
  const load = async ([file]: readonly File[]) => {
    if (!file) return;
    const bytes = await file.arrayBuffer().catch(() => new ArrayBuffer(0));
    attempt(() => words.loaded(own.importFile(new Uint8Array(bytes))), words.notLoaded);
  };
  useEffect(() => {
    if (!dropped) return;
    onTaken();
    void load([dropped]);
  });
  const count = own.digits.value.length;
  // A picture that lies on the pad is nobody's drawing.
  const isBlank = pad.drawing.value.length === 0;
  return (
    <>
      <p class="quiet setting-note">{words.note}</p>
      <div class="own-label">
        <OnPad {...services} />
        <div class="own-names">
          {isBlank ? (
            <p>
              <a href="#draw">{words.pad}</a>
            </p>
          ) : (
            <p>{words.is}</p>
          )}
          <div class="own-digits" role="group" aria-label={words.is}>
            {DIGITS.map((digit) => (
              <SteadyButton key={digit} label={words.label(digit)} isOff={isBlank} onClick={() => keep(digit)}>
                {digit}
              </SteadyButton>
            ))}
          </div>
        </div>
      </div>
      <p class="quiet">{words.counts(countsByDigit(labelsOf(services)))}</p>
      <p class="data-status">{outcome}</p>
      {own.storageProblem.value && <p class="quiet">{words.notKept(own.storageProblem.value)}</p>}
      <div class="data-buttons">
        <SteadyButton
          label={words.undoLabel}
          isOff={!own.canUndo.value}
          onClick={() => {
            own.undo();
            say(words.undone(own.digits.peek().length));
          }}
        >
          {words.undo}
        </SteadyButton>
        <SteadyButton
          label={words.redoLabel}
          isOff={!own.canRedo.value}
          onClick={() => {
            own.redo();
            say(words.redone(own.digits.peek().length));
          }}
        >
          {words.redo}
        </SteadyButton>
        <FileButton accept=".json,application/json" onFiles={(files) => void load(files)}>
          {words.load}
        </FileButton>
        <SteadyButton
          isOff={count === 0}
          onClick={() => {
            own.removeAll();
            say(words.removed);
          }}
        >
          {words.removeAll}
        </SteadyButton>
        {count > 0 && (
          <SaveText label={words.saveLabel} fileName="my-digits.json" type="application/json" text={own.exportFile}>
            {words.save}
          </SaveText>
        )}
      </div>
      <p class="quiet setting-note">{words.drop}</p>
    </>
  );
}

function labelsOf({ state }: Services): Uint8Array {
  return Uint8Array.from(state.dataSets.own.digits.value, ({ label }) => label);
}

/** The drawing on the pad as it would be kept. */
function OnPad({ state, stage, t }: Services) {
  const canvas = useStageFigure(stage, 'pattern', (): Pattern => ({
    values: state.recognition.preprocessed.value.pixels,
    scale: 'grey',
    reach: 255,
  }));
  return <canvas class="own-picture" ref={canvas} role="img" aria-label={t(WORDS).own.onPad} />;
}
