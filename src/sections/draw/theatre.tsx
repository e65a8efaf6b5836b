import { useRef, useState } from 'preact/hooks';
import { STEP_ORDER, type StepId } from '../../domain/preprocess.ts';
import { restingValue } from '../../state/resting-value.ts';
import { SaveFigure } from '../save-figure.tsx';
import { Switch } from '../../ui/switch.tsx';
import { figurePicture } from '../figure-picture.ts';
import type { Services } from '../section.ts';
import { useStageFigure } from '../use-stage-figure.ts';
import { inkExtent } from './ink-extent.ts';
import { WORDS } from './words.ts';

/** The four steps from pen to image, each with a switch. */
export function Theatre(services: Services) {
  const { theatre: words, save, saveLabel } = services.t(WORDS);
  const steps = useRef<HTMLOListElement>(null);
  const picture = () => {
    const canvases = steps.current!.querySelectorAll('canvas');
    return figurePicture(
      STEP_ORDER.map((id, index) => ({ name: `${index + 1}  ${words.steps[id].name}`, layers: [canvases[index]!] })),
      { scale: 2 },
    );
  };
  return (
    <div class="draw-theatre">
      <div class="draw-title">
        <h3>{words.title}</h3>
        <SaveFigure stage={services.stage} label={saveLabel(words.title)} fileName="steps" picture={picture}>
          {save}
        </SaveFigure>
      </div>
      <ol class="steps" ref={steps}>
        {STEP_ORDER.map((id, index) => (
          <Step key={id} id={id} index={index} services={services} />
        ))}
      </ol>
    </div>
  );
}

function Step({ id, index, services }: { readonly id: StepId; readonly index: number; readonly services: Services }) {
  const { state, stage, t } = services;
  const words = t(WORDS).theatre;
  const { preprocessed, steps, switchStep } = state.recognition;
  const stageOf = () => preprocessed.value.stages[index]!;
  const canvas = useStageFigure(stage, 'step', stageOf);
  const [description] = useState(() =>
    restingValue(() => {
      const extent = inkExtent(stageOf().pixels);
      return extent
        ? words.inked(extent.count, extent.left + 1, extent.right + 1, extent.top + 1, extent.bottom + 1)
        : words.empty;
    }, state.pad.isPenDown),
  );
  const on = steps.value[id];
  const isPicture = state.pad.picture.value !== null;
  return (
    <li>
      <figure class={on ? 'step' : 'step step-off'}>
        <canvas class="step-picture" ref={canvas} role="img" aria-label={description} />
        <figcaption class="step-text">
          <Switch on={on} onChange={(next) => switchStep(id, next)}>
            {words.steps[id].name}
          </Switch>
          <p class="quiet">{isPicture ? words.picture : on ? words.steps[id].on : words.steps[id].off}</p>
        </figcaption>
      </figure>
    </li>
  );
}
