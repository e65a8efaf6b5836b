import { grownConfusions } from '../../../domain/confusion.ts';
import type { Score } from '../../../engine/teaching.ts';
import { percent } from '../../../domain/numbers.ts';
import { useUniqueId } from '../../../ui/unique-id.ts';
import type { Services } from '../../section.ts';
import { Saves } from '../saves.tsx';
import { scoreRows, scoresCsv, scoresPicture } from './score-files.ts';
import { WORDS } from './words.ts';

/** What the last lesson has changed: on the person's digits, and on those held back, so that forgetting shows. */
export function Scores({ state, t }: Services) {
  const words = t(WORDS);
  const { table, save } = words;
  const id = useUniqueId();
  const lesson = state.teaching.lesson.value;
  const rows = scoreRows(lesson, words);
  const before = lesson?.before.validation;
  const after = lesson?.after.validation;
  const grown = before && after ? grownConfusions(before.confusion, after.confusion) : [];
  const forgotten =
    grown.length > 0
      ? `${words.forgotten} ${grown.map(({ digit, read, more }) => words.confusion(digit, read, more)).join('; ')}.`
      : words.forgotNothing;
  const said = before && after ? forgotten : '';
  return (
    <figure class="scores">
      <div class="training-figure-title">
        <h3 id={id}>{table.title}</h3>
        {lesson && (
          <Saves
            title={table.title}
            fileName="my-lesson"
            label={save}
            picture={() => scoresPicture(rows, said, words)}
            csv={() => scoresCsv(rows, table)}
          />
        )}
      </div>
      <table aria-labelledby={id}>
        <thead>
          <tr>
            <td />
            <th scope="col">{words.before}</th>
            <th scope="col">{words.after}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              {[row.before, row.after].map((score, place) => (
                <Cell key={place} score={score} of={table.of} none={table.none} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <figcaption class="quiet scores-forgotten">{said}</figcaption>
    </figure>
  );
}

function Cell(props: {
  readonly score: Score | null;
  readonly of: (correct: number, count: number) => string;
  readonly none: string;
}) {
  const { score, of, none } = props;
  if (!score) return <td>{none}</td>;
  return (
    <td>
      {percent(score.correct / score.count)} <span class="quiet">{of(score.correct, score.count)}</span>
    </td>
  );
}
