import { useComputed, type ReadonlySignal } from '@preact/signals';
import { withLoss } from '../../domain/learning-step.ts';
import type { SlotTexts } from '../../ui/formula-numbers.ts';
import { LiveFormula } from '../../ui/live-formula.tsx';
import { LiveText } from '../../ui/live-text.tsx';
import { filled, type Spelled } from '../../ui/spelled.ts';
import { markAround, markUnder, SymbolFormula } from '../../ui/symbol-formula.tsx';
import type { Services } from '../section.ts';
import type { Example } from './example.ts';
import { explained } from './explained.ts';
import type { Following } from './following.ts';
import { formulasOf, STAGES, type StageId } from './formulas.ts';
import { numbersOf, WIDEST, type ExampleForm } from './numbers.ts';
import { partNames } from './part-names.ts';
import { slotTexts } from './shown.ts';
import type { Mark } from './symbols.ts';
import { decimal } from '../../domain/numbers.ts';
import { WORDS, type MathematicsWords } from './words.ts';

const IMAGE_SIDE = 28;
/** As wide as any number of a neuron. */
const WIDEST_NUMBER = 888;

interface Props {
  readonly services: Services;
  readonly following: Following;
}

/** One learning step as one flow: every stage in symbols and, beside it, in the numbers of one weight. */
export function Flow({ services, following }: Props) {
  const words = services.t(WORDS);
  const { point, keep } = following;
  const symbol = useComputed(() => following.symbol.value?.symbol);
  const isFollowed = useComputed(() => isExample(following.example.value)).value;
  const slots = useSlots({ services, following });
  const pointed = (event: PointerEvent) => {
    if (event.pointerType === 'touch') return;
    point(markAround(event.target as Element) as Mark | null);
  };
  const tapped = (event: MouseEvent) => {
    const target = event.target as Element;
    // A key pressed on a symbol's button is a click on it.
    if (target.closest('button')) return;
    const formula = target.closest('.symbol-formula, .flow-line');
    const mark = formula && (markUnder(formula, event.clientX, event.clientY) as Mark | null);
    const kept = following.kept.value;
    keep(mark && kept?.symbol === mark.symbol && kept.place === mark.place ? null : mark);
  };
  return (
    <div
      class="flow-rows"
      data-lit={symbol}
      onPointerOver={pointed}
      onPointerLeave={() => point(null)}
      onClick={tapped}
      onKeyDown={(event) => event.key === 'Escape' && keep(null)}
    >
      <p class="flow-head flow-head-symbols">{words.inSymbols}</p>
      <Heading services={services} following={following} />
      {STAGES.map((stage, index) => (
        <section class="flow-stage" key={stage} aria-labelledby={`mathematics-${stage}`}>
          <h3 class="flow-name" id={`mathematics-${stage}`}>
            <span class="flow-number">{index + 1}</span> {words.stages[stage]}
          </h3>
          <Symbols services={services} following={following} stage={stage} />
          {isFollowed ? (
            <Numbers services={services} following={following} stage={stage} slots={slots} />
          ) : (
            <div class="flow-numbers" />
          )}
        </section>
      ))}
    </div>
  );
}

function Symbols({ services: { state, t }, following, stage }: Props & { readonly stage: StageId }) {
  const words = t(WORDS);
  const loss = state.lesson.loss.value;
  const network = following.network.value;
  const layer = following.layer.value + 1;
  const rate = decimal(following.learningRate.value, 3);
  const describe = (mark: Mark) => {
    const { symbol, name, shape, text } = explained(mark, { words, network, loss, layer, rate, meant: null });
    return [`${symbol.plain}: ${name}`, ...(shape === null ? [] : [shape]), text].join('. ');
  };
  return (
    <div class="flow-symbols">
      {formulasOf(loss, network)[stage].map((formula) => (
        <SymbolFormula
          key={formula.tex}
          formula={formula}
          label={words.walk(words.stages[stage])}
          describe={(mark) => describe(mark as Mark)}
          onReach={(mark) => following.reach(mark as Mark | null)}
          onKeep={(mark) => following.keep(mark as Mark | null)}
        />
      ))}
    </div>
  );
}

function Numbers(props: Props & { readonly stage: StageId; readonly slots: ReadonlySignal<SlotTexts> }) {
  const { services, following, stage, slots } = props;
  const words = services.t(WORDS);
  const form = useForm(props);
  const lines = numbersOf(form)[stage];
  const hiddenNote = useComputed(() => {
    const example = following.example.value;
    if (!isExample(example) || example.layer < example.network.layers.length - 1) return null;
    const { hidden } = example;
    return hidden ? words.notes.goesFurther(hidden.neuron + 1, hidden.layer + 1) : words.notes.noHidden;
  });
  return (
    <div class="flow-numbers">
      {stage === 'hiddenError' && hiddenNote.value !== null && <p class="quiet flow-note">{hiddenNote}</p>}
      {lines.map((formula) => (
        <NumericLine key={formula.tex} formula={formula} slots={slots} />
      ))}
      {stage === 'gradients' && !form.hasBias && <p class="quiet flow-note">{words.notes.noBias}</p>}
    </div>
  );
}

function NumericLine({ formula, slots }: { readonly formula: Spelled; readonly slots: ReadonlySignal<SlotTexts> }) {
  const plain = useComputed(() => filled(formula.plain, slots.value));
  return (
    <div class="flow-line">
      <LiveFormula tex={formula.tex} slots={slots} widest={WIDEST} plain={plain} />
    </div>
  );
}

/** Which weight the numbers are of. */
function Heading({ services, following }: Props) {
  const words = services.t(WORDS);
  const text = useComputed(() => {
    const example = following.example.value;
    if (!isExample(example)) return example === null ? words.waiting : words.beyond;
    const { layer, neuron, input, network } = example;
    const isLast = layer === network.layers.length - 1;
    const to = isLast ? words.weight.toOutput(neuron) : words.weight.toNeuron(neuron + 1);
    return heading(words, layer, input, to);
  });
  const longest = heading(words, 0, IMAGE_SIDE * IMAGE_SIDE - 1, words.weight.toNeuron(WIDEST_NUMBER));
  return <LiveText class="flow-head flow-head-numbers" text={text} texts={[words.waiting, words.beyond, longest]} />;
}

function heading({ weight }: MathematicsWords, layer: number, input: number, to: string): string {
  const from =
    layer === 0
      ? weight.fromPixel(input + 1, Math.floor(input / IMAGE_SIDE) + 1, (input % IMAGE_SIDE) + 1)
      : weight.fromNeuron(input + 1);
  return weight.heading(layer + 1, `i\u00a0=\u00a0${from}`, `j\u00a0=\u00a0${to}`);
}

/** What the form of the numbers depends on: it changes seldom, the numbers at every stroke. */
function useForm({ services, following }: Props): ExampleForm {
  const key = useComputed(() => {
    const { layers } = withLoss(following.network.value, services.state.lesson.loss.value);
    const layer = following.layer.value;
    return JSON.stringify({ layer, last: layers.length - 1, ...layers[layer] });
  }).value;
  const { layer, last, activation, bias } = JSON.parse(key) as {
    layer: number;
    last: number;
    activation: ExampleForm['activation'];
    bias: boolean;
  };
  return {
    loss: services.state.lesson.loss.value,
    activation,
    isOutput: layer === last,
    hasBias: bias,
    hasHidden: last > 0,
  };
}

function useSlots({ services, following }: Props): ReadonlySignal<SlotTexts> {
  const names = partNames(services.t(WORDS));
  return useComputed(() => {
    const example = following.example.value;
    return isExample(example) ? slotTexts(example, following.learningRate.value, names) : {};
  });
}

function isExample(example: Example | 'beyond' | null): example is Example {
  return example !== null && example !== 'beyond';
}
