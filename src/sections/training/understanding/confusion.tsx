import { useComputed, type ReadonlySignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { grouped, percent } from '../../../domain/numbers.ts';
import { tileAfterKey } from '../../../ui/tile-keys.ts';
import { useUniqueId } from '../../../ui/unique-id.ts';
import { Saves } from '../saves.tsx';
import { classFacts, confusionCsv, confusionPicture, mistakeShares } from './confusion-files.ts';
import type { Understanding } from './model.ts';
import type { UnderstandingWords } from './words.ts';

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const STEPS = [0, 0.25, 0.5, 0.75, 1];

interface Props {
  readonly model: Understanding;
  readonly words: UnderstandingWords;
}

/** Rows: the true digit; columns: what it is read as; each cell opens its images. */
export function Confusion({
  model,
  words,
  confusion,
  onOpen,
}: Props & { readonly confusion: ReadonlySignal<Uint32Array>; readonly onOpen: (cell: number) => void }) {
  const { matrix, save } = words;
  const id = useUniqueId();
  const [reached, setReached] = useState(1);
  const shares = useComputed(() => mistakeShares(confusion.value));
  const most = useComputed(() =>
    grouped(confusion.value.reduce((sum, count, cell) => Math.max(sum, cell % 11 ? count : 0), 0)),
  );
  const held = useComputed(() => matrix.caption(confusion.value.reduce((sum, count) => sum + count, 0)));
  const cellId = (cell: number) => `${id}-${cell}`;
  const open = (cell: number) => {
    setReached(cell);
    model.choose(cell);
    onOpen(cell);
  };
  const cellOf = (target: EventTarget | null) => {
    const found = (target as Element).closest<HTMLElement>('[data-cell]');
    return found ? Number(found.dataset.cell) : null;
  };
  return (
    <figure class="confusion">
      <div class="training-figure-title">
        <h3 id={id}>{matrix.title}</h3>
        <Saves
          title={matrix.title}
          fileName="training-confusion"
          label={save}
          picture={() => confusionPicture(confusion.peek(), words)}
          csv={() => confusionCsv(confusion.peek(), matrix)}
        />
      </div>
      <p class="visually-hidden" id={`${id}-hint`}>
        {matrix.name} {matrix.hint}
      </p>
      <div class="confusion-room">
        <p class="confusion-axis quiet" aria-hidden="true">
          {matrix.readAs}
        </p>
        <table
          class="confusion-table"
          role="grid"
          aria-labelledby={id}
          aria-describedby={`${id}-hint`}
          onClick={({ target }) => {
            const cell = cellOf(target);
            if (cell !== null) open(cell);
          }}
          onKeyDown={(event) => {
            const cell = cellOf(event.target);
            if (cell === null || event.ctrlKey || event.metaKey || event.altKey) return;
            const next = tileAfterKey(event.key, cell, 100, 10);
            if (event.key === 'Enter' || event.key === ' ') open(cell);
            else if (next === null) return;
            else {
              setReached(next);
              document.getElementById(cellId(next))?.focus();
            }
            event.preventDefault();
          }}
        >
          <thead>
            <tr>
              <th scope="col" class="quiet">
                {matrix.corner}
              </th>
              {DIGITS.map((digit) => (
                <th scope="col" key={digit} aria-label={matrix.readAsDigit(digit)}>
                  {digit}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {DIGITS.map((digit) => (
              <tr key={digit}>
                <th scope="row" aria-label={matrix.digit(digit)}>
                  {digit}
                </th>
                {DIGITS.map((read) => (
                  <Cell
                    key={read}
                    id={cellId(10 * digit + read)}
                    cell={10 * digit + read}
                    {...{ model, words, confusion, shares, reached }}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <figcaption class="quiet">
        <p class="confusion-legend">
          <span class="confusion-ramp" aria-hidden="true">
            {STEPS.map((share) => (
              <span key={share} class="confusion-cell" style={{ '--share': String(share) }} />
            ))}
          </span>
          <span>
            0 – <span class="confusion-most">{most}</span>
          </span>
          <span>
            <span class="confusion-cell confusion-right confusion-key" aria-hidden="true" /> {matrix.right}
          </span>
        </p>
        <p class="confusion-whose">{useComputed(() => words.whose[model.whose.value])}</p>
        <p>{held}</p>
      </figcaption>
    </figure>
  );
}

/** Its number, ink and name change by themselves: nothing is rendered again while training runs. */
function Cell({
  id,
  cell,
  model,
  words,
  confusion,
  shares,
  reached,
}: Props & {
  readonly id: string;
  readonly cell: number;
  readonly confusion: ReadonlySignal<Uint32Array>;
  readonly shares: ReadonlySignal<readonly number[]>;
  readonly reached: number;
}) {
  const digit = Math.floor(cell / 10);
  const read = cell % 10;
  const count = useComputed(() => confusion.value[cell]!);
  return (
    <td
      class={digit === read ? 'confusion-cell confusion-right' : 'confusion-cell'}
      id={id}
      data-cell={cell}
      tabIndex={reached === cell ? 0 : -1}
      aria-selected={useComputed(() => model.cell.value === cell)}
      aria-label={useComputed(() => words.matrix.cell(digit, read, count.value))}
      style={useComputed(() => `--share: ${shares.value[cell]!.toFixed(3)}`)}
    >
      {useComputed(() => (count.value > 0 ? grouped(count.value) : ''))}
    </td>
  );
}

/** One bar a digit: how much of it is read rightly. */
export function Classes({ words, confusion }: Pick<Props, 'words'> & { readonly confusion: ReadonlySignal<Uint32Array> }) {
  return (
    <figure class="classes">
      <h3>{words.classes.title}</h3>
      <ol class="classes-list">
        {DIGITS.map((digit) => (
          <Class key={digit} {...{ digit, words, confusion }} />
        ))}
      </ol>
    </figure>
  );
}

function Class({
  digit,
  words: { classes },
  confusion,
}: Pick<Props, 'words'> & { readonly digit: number; readonly confusion: ReadonlySignal<Uint32Array> }) {
  const facts = useComputed(() => classFacts(confusion.value, digit));
  return (
    <li>
      <span>{digit}</span>
      <span class="classes-track" aria-hidden="true">
        <span
          class="classes-bar"
          style={useComputed(() => `--share: ${facts.value.count > 0 ? facts.value.correct / facts.value.count : 0}`)}
        />
      </span>
      <span class="classes-number">
        {useComputed(() => (facts.value.count > 0 ? percent(facts.value.correct / facts.value.count) : classes.none))}
      </span>
      <span class="classes-number quiet">{useComputed(() => classes.ofAll(facts.value.correct, facts.value.count))}</span>
    </li>
  );
}
