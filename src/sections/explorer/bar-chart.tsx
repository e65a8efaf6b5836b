/** Bars from zero, with axes, and a dash where there is no value; as wide as its place, its text as large as that of the page. `text` says the same in words. */
export function BarChart(props: {
  readonly values: readonly (number | null)[];
  /** Under the bars, at these shares of the width. */
  readonly marks: readonly { readonly at: number; readonly label: string }[];
  /** Which bars are coloured as positive or negative; the others are grey. */
  readonly tone: (bar: number) => 'positive' | 'negative' | 'plain';
  readonly format: (value: number) => string;
  readonly text: string;
}) {
  const { values, marks, tone, format, text } = props;
  const known = values.filter((value) => value !== null);
  const top = Math.max(0, ...known);
  const bottom = Math.min(0, ...known);
  /** 0 at the top of the plot, 1 at its bottom. */
  const y = (value: number) => (top === bottom ? 1 : (top - value) / (top - bottom));
  const ticks = [...new Set([bottom, 0, top])];
  return (
    <div class="chart" role="img" aria-label={text}>
      <div class="chart-scale">
        {ticks.map((tick) => (
          <span key={tick} style={{ '--at': String(y(tick)) }}>
            {format(tick)}
          </span>
        ))}
      </div>
      <svg class="chart-plot" viewBox={`0 0 ${values.length} 1`} preserveAspectRatio="none">
        {ticks.map((tick) => (
          <line
            key={tick}
            class={tick === 0 ? 'chart-axis' : 'chart-guide'}
            x1={0}
            x2={values.length}
            y1={y(tick)}
            y2={y(tick)}
          />
        ))}
        {values.map(
          (value, bar) =>
            value !== null && (
              <rect
                key={bar}
                class={`chart-${tone(bar)}`}
                x={bar + 0.1}
                width={0.8}
                y={Math.min(y(value), y(0))}
                height={Math.abs(y(value) - y(0))}
              />
            ),
        )}
      </svg>
      <div class="chart-unknown">
        {values.map(
          (value, bar) =>
            value === null && (
              <span key={bar} style={{ '--at': String((bar + 0.5) / values.length), '--zero': String(y(0)) }}>
                –
              </span>
            ),
        )}
      </div>
      <div class="chart-marks">
        {marks.map(({ at, label }) => (
          <span key={label} style={{ '--at': String(at) }}>
            {label}
          </span>
        ))}
      </div>
    </div>
  );
}
