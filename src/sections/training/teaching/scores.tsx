import { grownConfusions } from '../../../domain/confusion.ts';
import type { Judgement, Score } from '../../../engine/teaching.ts';
import { percent } from '../../../ui/numbers.ts';
import type { Services } from '../../section.ts';
import { WORDS } from './words.ts';

/** What the last lesson has changed: on the person's digits, and on those held back, so that forgetting shows. */
export function Scores({ state, t }: Services) {
  const words = t(WORDS);
  const { table } = words;
  const lesson = state.teaching.lesson.value;
  const rows = [
    { name: table.drawn, pick: (judged: Judgement): Score | null => judged.drawn },
    { name: table.varied, pick: (judged: Judgement): Score | null => judged.varied },
    { name: table.validation, pick: (judged: Judgement): Score | null => judged.validation },
  ];
  const before = lesson?.before.validation;
  const after = lesson?.after.validation;
  const grown = before && after ? grownConfusions(before.confusion, after.confusion) : [];
  const forgotten =
    grown.length > 0
      ? `${words.forgotten} ${grown.map(({ digit, read, more }) => words.confusion(digit, read, more)).join('; ')}.`
      : words.forgotNothing;
  return (
    <div class="scores">
      <table>
        <caption>{table.title}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{words.before}</th>
            <th scope="col">{words.after}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, pick }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {[lesson?.before, lesson?.after].map((judged, place) => (
                <Cell key={place} score={judged ? pick(judged) : null} of={table.of} none={table.none} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet scores-forgotten">{before && after && forgotten}</p>
    </div>
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
