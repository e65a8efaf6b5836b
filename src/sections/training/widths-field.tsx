import { useState } from 'preact/hooks';
import { parameterCount } from '../../domain/network.ts';
import { HIDDEN_LAYERS, networkOf, TRAINING_SETTINGS } from '../../domain/training-settings.ts';
import { useUniqueId } from '../../ui/unique-id.ts';
import type { Services } from '../section.ts';
import { WORDS } from './words.ts';

/** The hidden layers as a list of numbers; what cannot be read is said, and changes nothing. */
export function WidthsField({ services }: { readonly services: Services }) {
  const { state, t } = services;
  const { training } = state;
  const words = t(WORDS);
  const { label, note } = TRAINING_SETTINGS.hidden;
  const id = useUniqueId();
  const [refused, setRefused] = useState<string | null>(null);
  const { settings } = training;
  const network = networkOf(settings.value);
  return (
    <div class="setting setting-widths" title={t(note)}>
      <label for={id}>{t(label)}</label>
      <input
        class="text-field"
        id={id}
        type="text"
        inputMode="text"
        autoComplete="off"
        aria-describedby={`${id}-note`}
        aria-invalid={refused !== null}
        value={settings.value.hidden.join(', ')}
        onChange={({ currentTarget }) => {
          const widths = widthsOf(currentTarget.value);
          setRefused(widths ? null : currentTarget.value.slice(0, 40));
          if (widths) training.change({ hidden: widths });
          currentTarget.value = settings.peek().hidden.join(', ');
        }}
      />
      <p class="quiet setting-note" id={`${id}-note`} role={refused === null ? undefined : 'alert'}>
        {refused === null
          ? words.parameters(parameterCount(network))
          : words.noWidths(HIDDEN_LAYERS.most, HIDDEN_LAYERS.mostNeurons, refused)}
      </p>
    </div>
  );
}

/** "128, 64 32" as numbers; null where that is no list of layers. */
function widthsOf(text: string): number[] | null {
  const parts = text.split(/[\s,;→]+/).filter((part) => part !== '');
  const widths = parts.map((part) => (/^\d{1,4}$/.test(part) ? Number(part) : 0));
  const isValid =
    widths.length <= HIDDEN_LAYERS.most && widths.every((width) => width >= 1 && width <= HIDDEN_LAYERS.mostNeurons);
  return isValid ? widths : null;
}
