import { useEffect } from 'preact/hooks';
import type { MnistStatus } from '../../../state/mnist.ts';
import type { State } from '../../../state/state.ts';
import { FileButton } from '../../../ui/file-button.tsx';
import type { Services } from '../../section.ts';
import { WORDS, type DataWords } from './words.ts';

/** Where MNIST is, and how it comes. */
export function MnistPanel({ state, t, announce }: Services) {
  const words = t(WORDS).mnist;
  const { mnist } = state.dataSets;
  const status = mnist.status.value;
  const sentence = statusText(words, status);
  const said = status.kind === 'loading' ? null : sentence;
  useEffect(() => {
    if (said) announce(said);
  }, [said, announce]);
  return (
    <div class="data-mnist">
      <p class="quiet setting-note">{words.note}</p>
      <p class="data-status">{sentence}</p>
      {status.kind === 'failed' && status.from !== 'files' && <p>{status.isOffline ? words.offline : words.otherwise}</p>}
      {mnist.storageProblem.value && <p class="quiet">{words.notKept(mnist.storageProblem.value)}</p>}
      <div class="data-progress">
        {status.kind === 'loading' && <progress max={1} value={status.share} aria-label={words.progress} />}
      </div>
      <div class="data-buttons">
        {status.kind === 'loading' && (
          <button class="button" type="button" onClick={mnist.cancel}>
            {words.cancel}
          </button>
        )}
        {status.kind === 'failed' && status.from !== 'files' && (
          <button class="button" type="button" onClick={() => void mnist.retry()}>
            {words.retry}
          </button>
        )}
        {status.kind === 'unasked' && (
          <button class="button" type="button" onClick={() => void mnist.look()}>
            {words.look}
          </button>
        )}
        {status.kind !== 'loading' && status.kind !== 'here' && (
          <>
            <button class="button" type="button" onClick={() => void mnist.download()}>
              {words.download}
            </button>
            <FileButton multiple onFiles={(files) => takeMnist(state, files)}>
              {words.choose}
            </FileButton>
          </>
        )}
      </div>
      {status.kind !== 'loading' && status.kind !== 'here' && <p class="quiet setting-note">{words.drop}</p>}
    </div>
  );
}

/** Files that are chosen or dropped as MNIST. */
export function takeMnist({ dataSets }: State, files: readonly File[]): void {
  if (files.length > 0) void dataSets.mnist.take(files.map((blob) => ({ name: blob.name, blob })));
}

function statusText(words: DataWords['mnist'], status: MnistStatus): string {
  if (status.kind === 'loading') return words.loading(status.from);
  if (status.kind === 'incomplete') return words.incomplete(status.missing);
  if (status.kind === 'failed') return words.failed(status.from, status.message.replace(/\.$/, ''));
  return status.kind === 'here' ? words.here(status.from) : words[status.kind];
}
