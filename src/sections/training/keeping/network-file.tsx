import { useEffect, useRef } from 'preact/hooks';
import type { FileOutcome } from '../../../state/network-files.ts';
import { DropTarget } from '../../../ui/drop-target.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import type { Services } from '../../section.ts';
import { WORDS, type KeepingWords } from './words.ts';

/** The page's network to a file and back, and the one that the page came with. */
export function NetworkFile({ state, t, announce }: Services) {
  const words = t(WORDS).file;
  const { networkFiles, recognition } = state;
  const chooser = useRef<HTMLInputElement>(null);
  const note = useRef<HTMLParagraphElement>(null);
  const outcome = networkFiles.outcome.value;
  const said = outcome && outcomeText(words, outcome);
  useEffect(() => {
    if (!said) return;
    announce(said);
    // The file may have been dropped elsewhere.
    note.current!.scrollIntoView({ block: 'nearest' });
  }, [said, announce]);
  const take = (file: File | undefined) => {
    if (file) void networkFiles.load(file);
  };
  const save = () => {
    const file = networkFiles.save();
    if (file) saveFile(new Blob([file.bytes], { type: 'application/octet-stream' }), file.name);
  };
  return (
    <DropTarget class="network-file" name={words.title} hint={words.drop} announce={announce} onFiles={([file]) => take(file)}>
      <h3>{words.title}</h3>
      <div class="network-file-buttons">
        <button class="button" type="button" disabled={recognition.status.value.kind !== 'ready'} onClick={save}>
          {words.save}
        </button>
        <button
          class="button"
          type="button"
          disabled={networkFiles.isBusy.value}
          onClick={() => {
            chooser.current!.click();
          }}
        >
          {words.load}
        </button>
        <button
          class="button"
          type="button"
          disabled={networkFiles.isBusy.value}
          onClick={() => void networkFiles.bringPretrained()}
        >
          {words.pretrained}
        </button>
      </div>
      <input
        ref={chooser}
        type="file"
        accept=".safetensors"
        hidden
        onChange={({ currentTarget }) => {
          take(currentTarget.files?.[0]);
          // The same file may be chosen again.
          currentTarget.value = '';
        }}
      />
      <p class="quiet network-file-note" ref={note}>
        {said ?? words.note}
      </p>
    </DropTarget>
  );
}

function outcomeText(words: KeepingWords['file'], outcome: FileOutcome): string {
  if (outcome.kind === 'saved') return words.saved(outcome.name);
  if (outcome.kind === 'refused') {
    const message = outcome.message.replace(/\.$/, '');
    return outcome.name === null ? words.failed(message) : words.refused(outcome.name, message);
  }
  if (outcome.name === null) return words.back;
  return (outcome.isTrainable ? words.loaded : words.shown)(outcome.name, outcome.sizes);
}
