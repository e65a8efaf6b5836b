import { useComputed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { planeLayout, type PlaneLayout } from '../../scenes/plane-layout.ts';
import { decimal } from '../../domain/numbers.ts';
import { useHeard } from '../../ui/use-heard.ts';
import { useMount } from '../../ui/use-mount.ts';
import type { Services } from '../section.ts';
import { useMeasured } from '../use-measured.ts';
import { useStageFigure } from '../use-stage-figure.ts';
import { FigureFrame } from './figure-frame.tsx';
import { dragPlane, handleOf, type HandleName } from './plane-drag.ts';
import { rested, type Rested } from './rested.ts';
import { shownOf } from './shown.ts';
import { WORDS } from './words.ts';

/** How long numbers rest before the handles, which nobody sees, come to where the picture shows them. */
const REST_MS = 60;

/** The plane of the inputs, with three handles: the input, the line and the weights. */
export function PlaneFigure(services: Services) {
  const { state, stage, t } = services;
  const words = t(WORDS).plane;
  const { neuronBench } = state;
  const { settings, result } = neuronBench;
  const shown = shownOf(neuronBench);
  const view = () => ({
    settings: settings.value,
    shown: shown.value,
  });
  const canvas = useStageFigure(stage, 'plane', view);
  const size = useMeasured(canvas);
  const layout = useComputed(() => planeLayout(view(), size.value.width, size.value.height, size.value.textSize));

  const handles = useComputed(() => layout.value.handles);
  const shownHandles = useMemo(() => rested(handles, REST_MS), [handles]);

  useMount(shownHandles.start);
  useMount(() => {
    const element = canvas.current!;
    return dragPlane(element.parentElement!, element, neuronBench, () => layout.peek());
  });

  const sign = useComputed(() => (result.value.z > 0 ? '>' : result.value.z < 0 ? '<' : '='));
  const caption = useComputed(() => {
    const { w1, w2, b } = settings.value;
    if (w1 === 0 && w2 === 0) return words.noLine(decimal(b, 2));
    return layout.value.line || size.value.width === 0 ? words.caption : words.offPlane(sign.value);
  });
  const text = useComputed(() => {
    const { w1, w2, b, x1, x2 } = view().shown;
    return words.text(w1, w2, b, x1, x2, sign.value);
  });
  const heard = useHeard(text);
  return (
    <FigureFrame services={services} name="plane" title={words.title} caption={caption} canvas={canvas}>
      <div class="plane">
        <canvas class="neuron-canvas" ref={canvas} role="img" aria-label={heard} />
        <div class="plane-handles">
          {(['line', 'weights', 'input'] as const).map((name) => (
            <Handle key={name} name={name} services={services} handles={shownHandles} />
          ))}
        </div>
      </div>
      <p class="visually-hidden" id="plane-keys">
        {words.keys}
      </p>
    </FigureFrame>
  );
}

function Handle(props: {
  readonly name: HandleName;
  readonly services: Services;
  readonly handles: Rested<PlaneLayout['handles']>;
}) {
  const { name, services, handles } = props;
  const words = services.t(WORDS).plane;
  const { neuronBench } = services.state;
  const { valueOf, onKeyDown } = handleOf(neuronBench, name);
  const value = useComputed(() => valueOf(neuronBench.settings.value));
  const spoken = useComputed(() => {
    const shown = shownOf(neuronBench).value;
    if (name === 'input') return words.inputValue(shown.x1, shown.x2);
    return name === 'weights' ? words.weightsValue(shown.w1, shown.w2) : words.lineValue(shown.b);
  });
  const at = handles.value.value[name];
  return (
    <div
      class="plane-handle"
      data-handle={name}
      role="slider"
      tabIndex={at ? 0 : -1}
      hidden={!at}
      aria-label={words[name]}
      aria-valuemin={-2}
      aria-valuemax={2}
      aria-valuenow={value}
      aria-valuetext={spoken}
      aria-describedby="plane-keys"
      // Moving it so needs no layout.
      style={{ translate: `${at?.x ?? 0}px ${at?.y ?? 0}px` }}
      onKeyDown={(event) => {
        onKeyDown(event);
        // Whoever moves it by key looks at its outline.
        handles.follow();
      }}
      onBlur={neuronBench.settle}
    />
  );
}
