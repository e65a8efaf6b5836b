import type { Services } from '../sections/section.ts';
import type { NetworkStatus } from '../state/recognition.ts';
import { WORDS, type AppWords } from './words.ts';

/** How the network is doing, what computes and what draws. */
export function StatusLine({ services, retry }: { readonly services: Services; readonly retry: () => void }) {
  const words = services.t(WORDS);
  const status = services.state.recognition.status.value;
  return (
    <div class="page-status">
      <p role="status">{sentence(words, status, services.stage.backend.value)}</p>
      {status.kind === 'failed' && (
        <button class="button" type="button" onClick={retry}>
          {words.retry}
        </button>
      )}
    </div>
  );
}

function sentence(words: AppWords, status: NetworkStatus, backend: Services['stage']['backend']['value']): string {
  if (status.kind === 'loading') return words.loading;
  if (status.kind === 'failed') return words.failed(status.message);
  const pictures = backend === 'canvas' ? words.noGpu : backend === 'none' ? words.noPictures : null;
  return [words.ready, words.engines[status.engineKind], pictures].filter((part) => part !== null).join(', ');
}
