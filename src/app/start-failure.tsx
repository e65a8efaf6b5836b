import { render } from 'preact';
import { errorMessage } from '../domain/errors.ts';
import type { Translate } from '../ui/language.ts';
import { WORDS } from './words.ts';

/** What there is to see where the page could not start at all. */
export function showStartFailure(host: HTMLElement, error: unknown, t: Translate): void {
  console.error(error);
  const words = t(WORDS);
  render(
    <main class="start-failure">
      <h1>{words.broken}</h1>
      <p>{errorMessage(error)}</p>
      <p>{words.brokenHint}</p>
      <button class="button" type="button" onClick={() => location.reload()}>
        {words.reload}
      </button>
    </main>,
    host,
  );
}
