import { Slider } from '../../ui/slider.tsx';
import type { Services } from '../section.ts';
import { CONNECTIONS, type Looking } from './looking.ts';
import { WAVE_SPEED, type Wave } from './wave.ts';
import { WORDS } from './words.ts';

/** How many connections, how fast the wave, and the wave once more. */
export function Controls(props: { readonly services: Services; readonly looking: Looking; readonly wave: Wave }) {
  const { looking, wave } = props;
  const words = props.services.t(WORDS);
  return (
    <div class="network-controls">
      <Slider
        label={words.connections}
        least={CONNECTIONS.least}
        most={CONNECTIONS.most}
        step={CONNECTIONS.step}
        digits={0}
        value={looking.connectionCount.value}
        onChange={looking.setConnectionCount}
      />
      <Slider
        label={words.speed}
        least={WAVE_SPEED.least}
        most={WAVE_SPEED.most}
        step={WAVE_SPEED.step}
        digits={1}
        value={looking.speed.value}
        onChange={looking.setSpeed}
      />
      <button class="button" type="button" disabled={props.services.state.pad.isEmpty.value} onClick={wave.replay}>
        {words.replay}
      </button>
    </div>
  );
}
