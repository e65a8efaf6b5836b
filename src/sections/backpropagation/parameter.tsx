import { useComputed } from '@preact/signals';
import { inFeaturesOf } from '../../domain/network.ts';
import type { ParameterId } from '../../domain/parameter-id.ts';
import { Choice } from '../../ui/choice.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { useUniqueId } from '../../ui/unique-id.ts';
import type { Following } from './following.ts';
import type { Lesson } from './section-services.ts';
import type { FollowedTexts } from './shown.ts';
import { WORDS } from './words.ts';

const SIDE = 28;

/** In the order in which a step computes them, with the kind of stage at which each is the news. */
const ORDER: readonly { readonly name: Exclude<keyof FollowedTexts, 'move'>; readonly kind: string }[] = [
  { name: 'input', kind: 'forward' },
  { name: 'weight', kind: 'forward' },
  { name: 'z', kind: 'forward' },
  { name: 'a', kind: 'forward' },
  { name: 'slope', kind: 'delta' },
  { name: 'delta', kind: 'delta' },
  { name: 'product', kind: 'gradient' },
  { name: 'gradient', kind: 'gradient' },
  { name: 'learningRate', kind: 'update' },
  { name: 'next', kind: 'update' },
];
const KINDS = ['batch', 'forward', 'cost', 'delta', 'gradient', 'update', 'again'];

/** The weight or bias that is followed: which one it is, and every number of it that the step has computed so far. */
export function Parameter(lesson: Lesson) {
  const { state, t } = lesson;
  const words = t(WORDS);
  const { descent } = state;
  const id = descent.picked.value;
  const network = descent.network.value;
  const stage = descent.stage.value;
  if (!id || !network) return <div class="backprop-parameter" />;
  const isSoftmax = network.layers[id.layer]!.activation === 'softmax';
  const isKnown = (kind: string) => {
    const [own, now] = [KINDS.indexOf(kind), KINDS.indexOf(stage.kind)];
    if (own !== now || !('layer' in stage)) return own <= now;
    return stage.kind === 'forward' ? stage.layer >= id.layer : stage.layer <= id.layer;
  };
  return (
    <div class="backprop-parameter">
      <h3 class="quiet">{words.parameter.title}</h3>
      <p class="parameter-name">{words.parameter.weight(id, network.layers.length)}</p>
      <dl class="parameter-numbers">
        {ORDER.map(({ name, kind }) => {
          const [symbol, plainMeaning] = words.parameter.names[name];
          const meaning = name === 'slope' && isSoftmax ? words.parameter.noSlope : plainMeaning;
          const isNow = stage.kind === kind && isKnown(kind);
          return (
            <div key={name} class={isNow ? 'parameter-now' : ''} title={meaning}>
              <dt>
                {id.input === null ? symbol.replace('w', 'b').replace('δ·a', 'δ') : symbol}
                <span class="quiet parameter-meaning"> {meaning}</span>
              </dt>
              {name === 'weight' || name === 'learningRate' || isKnown(kind) ? (
                <FollowedNumber following={lesson.following} name={name} />
              ) : (
                <dd />
              )}
            </div>
          );
        })}
      </dl>
      <Fields {...lesson} id={id} />
      <button class="button" type="button" onClick={descent.pickMostMoved}>
        {words.parameter.mostMoved}
      </button>
    </div>
  );
}

function FollowedNumber({ following, name }: { readonly following: Following; readonly name: keyof FollowedTexts }) {
  const text = useComputed(() => following.texts.value?.[name] ?? '');
  return <dd class="changing">{text}</dd>;
}

/** Picks any weight or bias by its place. */
function Fields({ state: { descent }, t, id }: Lesson & { readonly id: ParameterId }) {
  const words = t(WORDS).parameter;
  const selectId = useUniqueId();
  const network = descent.network.value!;
  const layers = network.layers.length;
  const inFeatures = inFeaturesOf(network, id.layer);
  const isOutput = id.layer === layers - 1;
  const first = isOutput ? 0 : 1;
  const from = id.input ?? 0;
  const isImage = id.layer === 0 && inFeatures === SIDE * SIDE;
  return (
    <div class="parameter-fields">
      <Choice
        label={words.kind}
        options={(['weight', 'bias'] as const).map((value) => ({ value, label: words.kinds[value] }))}
        value={id.input === null ? 'bias' : 'weight'}
        onChange={(kind) => descent.pick({ ...id, input: kind === 'bias' ? null : 0 })}
      />
      <label for={selectId}>
        <span>{words.layer}</span>
        <select
          class="select"
          id={selectId}
          value={String(id.layer)}
          onChange={({ currentTarget: { value } }) =>
            descent.pick({ layer: Number(value), neuron: 0, input: id.input === null ? null : 0 })
          }
        >
          {network.layers.map((_, layer) => (
            <option key={layer} value={String(layer)}>
              {t(WORDS).layerName(layer, layers)}
            </option>
          ))}
        </select>
      </label>
      <PlaceField
        label={isOutput ? words.output : words.neuron}
        value={id.neuron + first}
        least={first}
        most={network.layers[id.layer]!.outFeatures - 1 + first}
        onChange={(neuron) => descent.pick({ ...id, neuron: neuron - first })}
      />
      {id.input !== null && isImage && (
        <>
          <PlaceField
            label={words.row}
            value={Math.floor(from / SIDE) + 1}
            least={1}
            most={SIDE}
            onChange={(row) => descent.pick({ ...id, input: (row - 1) * SIDE + (from % SIDE) })}
          />
          <PlaceField
            label={words.column}
            value={(from % SIDE) + 1}
            least={1}
            most={SIDE}
            onChange={(column) => descent.pick({ ...id, input: from - (from % SIDE) + column - 1 })}
          />
        </>
      )}
      {id.input !== null && !isImage && (
        <PlaceField
          label={words.from}
          value={from + 1}
          least={1}
          most={inFeatures}
          onChange={(neuron) => descent.pick({ ...id, input: neuron - 1 })}
        />
      )}
    </div>
  );
}

function PlaceField(props: {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}) {
  const id = useUniqueId();
  const { label, value, least, most, onChange } = props;
  return (
    <div class="parameter-field">
      <label for={id}>{label}</label>
      <NumberField
        id={id}
        value={value}
        text={String(value)}
        least={least}
        most={most}
        stepped={(steps) => value + steps}
        onChange={(number) => onChange(Math.min(most, Math.max(least, Math.round(number))))}
      />
    </div>
  );
}
