import { useComputed } from '@preact/signals';
import type { Loss } from '../../domain/network.ts';
import { Formula } from '../../ui/formula.tsx';
import { decimal } from '../../domain/numbers.ts';
import type { Services } from '../section.ts';
import type { Following } from './following.ts';
import { explained, type Explained } from './explained.ts';
import { WORDS } from './words.ts';

/** What the symbol that is looked at means, in a place of its own size whatever stands there. */
export function Explanation({ services, following }: { readonly services: Services; readonly following: Following }) {
  const words = services.t(WORDS);
  const said = useComputed(() => presentExplanation(services, following)).value;
  return (
    <div class="explanation" role="note" aria-label={words.explanation}>
      {said ? (
        <>
          <p class="explanation-symbol">
            <Formula tex={said.symbol.tex} plain={said.symbol.plain} />
          </p>
          <p class="explanation-name">
            <strong>{said.name}</strong> {said.shape !== null && <span class="explanation-shape">{said.shape}</span>}
          </p>
          <p class="explanation-text">{said.text}</p>
        </>
      ) : (
        <p class="quiet explanation-hint">{words.hint}</p>
      )}
    </div>
  );
}

function presentExplanation({ state, t }: Services, following: Following): Explained | null {
  const at = following.symbol.value;
  if (!at) return null;
  const loss: Loss = state.lesson.loss.value;
  return explained(at, {
    words: t(WORDS),
    network: following.network.value,
    loss,
    layer: following.layer.value + 1,
    rate: decimal(following.learningRate.value, 3),
    meant: following.subject.value?.meant ?? null,
  });
}
