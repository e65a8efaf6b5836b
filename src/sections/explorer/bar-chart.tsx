/** Space around the bars in units of the drawing, which is as wide as its place. */
const WIDTH = 240;
const HEIGHT = 112;
const PLOT = { left: 34, right: 236, top: 8, bottom: 92 };

/** Bars from zero, with axes. `text` says the same in words. */
export function BarChart(props: {
  readonly values: readonly number[];
  /** Under the bars, at these shares of the width. */
  readonly marks: readonly { readonly at: number; readonly label: string }[];
  /** Which bars are coloured as positive or negative; the others are grey. */
  readonly tone: (bar: number) => 'positive' | 'negative' | 'plain';
  readonly format: (value: number) => string;
  readonly text: string;
}) {
  const { values, marks, tone, format, text } = props;
  const top = Math.max(0, ...values);
  const bottom = Math.min(0, ...values);
  const range = top - bottom || 1;
  const y = (value: number) => PLOT.top + ((top - value) / range) * (PLOT.bottom - PLOT.top);
  const pitch = (PLOT.right - PLOT.left) / values.length;
  const ticks = [...new Set([bottom, 0, top])];
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={text}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line class={tick === 0 ? 'chart-axis' : 'chart-guide'} x1={PLOT.left} x2={PLOT.right} y1={y(tick)} y2={y(tick)} />
          <text class="chart-text" x={PLOT.left - 4} y={y(tick) + 3.5} text-anchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
      {values.map((value, bar) => (
        <rect
          key={bar}
          class={`chart-${tone(bar)}`}
          x={PLOT.left + bar * pitch + pitch * 0.1}
          width={pitch * 0.8}
          y={Math.min(y(value), y(0))}
          height={Math.abs(y(value) - y(0))}
        />
      ))}
      {marks.map(({ at, label }) => (
        <text class="chart-text" key={label} x={PLOT.left + at * (PLOT.right - PLOT.left)} y={HEIGHT - 6} text-anchor="middle">
          {label}
        </text>
      ))}
    </svg>
  );
}
