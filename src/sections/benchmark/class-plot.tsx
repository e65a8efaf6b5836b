import { useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import {
  CODED_SPEEDS,
  codedMachine,
  LONGEST_LIST,
  writeMachineCode,
  type CodedMachine,
  type CodedSpeed,
} from '../../formats/machine-code.ts';
import type { SpeedPlotView } from '../../scenes/speed-plot-layout.ts';
import { useUniqueId } from '../../ui/unique-id.ts';
import type { Services } from '../section.ts';
import { speedText } from './numbers.ts';
import { SpeedFigure } from './speed-figure.tsx';
import type { BenchmarkServices } from './view.ts';
import { WORDS, type BenchmarkWords } from './words.ts';

const UPWARDS = CODED_SPEEDS.filter((speed) => speed !== 'javascript-textbook');
const GAINS = [1, 10, 100];
const SHOWN_REFUSALS = 4;

/** Machines of a class, by their codes, in one scatter plot. */
export function ClassPlot(services: BenchmarkServices) {
  const words = services.t(WORDS);
  const { benchmark } = services.state;
  const { upwards, lookUpwards } = services.view;
  const own = useComputed(() => benchmark.report.value && codedMachine(benchmark.report.value));
  const points = useComputed(() => pointsOf(own.value, benchmark.machines.value.machines, upwards.value, words));
  const text = useComputed(() =>
    words.klass.text(
      points.value.length,
      points.value.map(({ name, x, y }) => words.klass.machineText(name, speedText(x), speedText(y))).join(' '),
    ),
  );
  const code = own.value && writeMachineCode(own.value);
  return (
    <div class="benchmark-class">
      <div class="benchmark-class-side">
        <h3>{words.klass.title}</h3>
        <p class="quiet">{words.klass.intro}</p>
        <OwnCode code={code} services={services} />
        <Codes {...services} />
        <label class="benchmark-select">
          <span>{words.klass.axis}</span>
          <select
            class="select"
            value={upwards.value}
            onChange={({ currentTarget }) => lookUpwards(currentTarget.value as CodedSpeed)}
          >
            {UPWARDS.map((speed) => (
              <option key={speed} value={speed}>
                {words.klass.speeds[speed]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <SpeedFigure
        services={services}
        name="class"
        title={words.klass.figure}
        text={text}
        view={() => scatterOf(points.value, upwards.value, words)}
      >
        {words.klass.caption}
      </SpeedFigure>
    </div>
  );
}

function OwnCode({ code, services }: { readonly code: string | null; readonly services: Services }) {
  const words = services.t(WORDS).klass;
  const id = useUniqueId();
  const field = useRef<HTMLInputElement>(null);
  if (code === null) return <p class="benchmark-own">{words.noOwn}</p>;
  const copy = () => {
    field.current?.select();
    // Undefined where the page is not served safely.
    const copied = navigator.clipboard?.writeText(code) ?? Promise.reject(new Error('got no clipboard'));
    copied.then(
      () => services.announce(words.copied),
      () => services.announce(words.notCopied),
    );
  };
  return (
    <div class="benchmark-own">
      <label for={id}>{words.own}</label>
      <span>
        <input
          ref={field}
          id={id}
          class="benchmark-code"
          type="text"
          readOnly
          value={code}
          onFocus={() => field.current?.select()}
        />
        <button class="button" type="button" onClick={copy}>
          {words.copy}
        </button>
      </span>
    </div>
  );
}

function Codes({ state, t }: Services) {
  const words = t(WORDS).klass;
  const id = useUniqueId();
  const { classText, machines, setClassText } = state.benchmark;
  const { machines: read, refusals } = machines.value;
  return (
    <div class="benchmark-codes">
      <label for={id}>{words.codes}</label>
      <textarea
        id={id}
        rows={5}
        maxLength={LONGEST_LIST}
        spellcheck={false}
        autocomplete="off"
        placeholder={words.example}
        aria-describedby={`${id}-read`}
        value={classText.value}
        onInput={({ currentTarget }) => setClassText(currentTarget.value)}
      />
      <div id={`${id}-read`} class="benchmark-read" aria-live="polite">
        <p>{words.count(read.length)}</p>
        {refusals.length > 0 && (
          <>
            <p>{words.refused}</p>
            <ul>
              {refusals.slice(0, SHOWN_REFUSALS).map((refusal) => (
                <li key={refusal}>{refusal}</li>
              ))}
              {refusals.length > SHOWN_REFUSALS && <li>{words.more(refusals.length - SHOWN_REFUSALS)}</li>}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}

type MachinePoint = NonNullable<SpeedPlotView['machines']>[number];

/** This machine and those of the list that have the speed; one that is in the list as well is shown once. */
function pointsOf(
  own: CodedMachine | null,
  others: readonly (CodedMachine & { readonly name: string })[],
  upwards: CodedSpeed,
  words: BenchmarkWords,
): MachinePoint[] {
  const ownCode = own && writeMachineCode(own);
  const all = [
    ...others.filter((machine) => writeMachineCode(machine) !== ownCode).map((machine) => ({ ...machine, isOwn: false })),
    ...(own ? [{ ...own, name: words.klass.you, isOwn: true }] : []),
  ];
  return all.flatMap(({ name, speeds, isOwn }): MachinePoint[] => {
    const [x, y] = [speeds['javascript-textbook'], speeds[upwards]];
    return x === null || y === null ? [] : [{ x, y, name, isOwn }];
  });
}

function scatterOf(machines: readonly MachinePoint[], upwards: CodedSpeed, words: BenchmarkWords): SpeedPlotView {
  return {
    x: { label: words.klass.x, from: 1000, to: 10_000 },
    y: { label: words.klass.y(words.klass.speeds[upwards]), from: 10_000, to: 300_000 },
    series: [],
    machines,
    ratios: GAINS.map((times) => ({ times, text: words.klass.times(times) })),
  };
}
