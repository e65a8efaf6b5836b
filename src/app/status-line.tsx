import type { Services } from '../sections/section.ts';
import { WORDS } from './words.ts';

/** How the network is doing, what computes and what draws. */
export function StatusLine({ services, retry }: { readonly services: Services; readonly retry: () => void }) {
  const words = services.t(WORDS);
  const status = services.state.recognition.status.value;
  const backend = services.stage.backend.value;
  const pictures = backend === 'canvas' ? words.noGpu : backend === 'none' ? words.noPictures : null;
  const sentence =
    status.kind === 'loading'
      ? words.loading
      : status.kind === 'failed'
        ? words.failed(status.message)
        : words.ready(words.engines[status.engineKind]);
  return (
    <div class="page-status">
      <p role="status">
        {sentence}
        {pictures && <span>, {pictures}</span>}
      </p>
      {status.kind === 'failed' && (
        <button class="button" type="button" onClick={retry}>
          {words.retry}
        </button>
      )}
    </div>
  );
}
