import { grouped } from '../../domain/numbers.ts';
import type { Reading } from './plot-views.ts';
import { Stroke } from './stroke.tsx';
import type { TrainingWords } from './words.ts';

/** What the lines of a plot say where the pointer is; it lies over the half of the plot where the pointer is not. */
export function PlotReading(props: {
  /** At least one. */
  readonly readings: readonly Reading[];
  /** The step that is pointed at. */
  readonly place: number;
  readonly isLeft: boolean;
  readonly number: (value: number) => string;
  readonly words: TrainingWords['plots'];
}) {
  const { readings, place, isLeft, number, words } = props;
  const distance = ({ x }: Reading) => Math.abs(x - place);
  const step = readings.reduce((best, one) => (distance(one) < distance(best) ? one : best)).x;
  return (
    <div class={isLeft ? 'plot-reading plot-reading-left' : 'plot-reading'}>
      <p>{words.atStep(grouped(Math.round(step)))}</p>
      <ul>
        {readings.map(({ line, x, y }, at) => (
          <li key={at}>
            <Stroke line={line} /> <span class="plot-reading-name">{words.short(line.name)}</span> {number(y)}
            {/* Not every line has a point at each step. */}
            {Math.round(x) !== Math.round(step) && <span class="quiet"> {words.atStep(grouped(Math.round(x)))}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
