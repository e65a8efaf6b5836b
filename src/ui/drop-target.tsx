import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Announce } from './announcer.tsx';
import './drop-target.css';

/** Takes files that are dropped on what is in it, and says so while they are over it. */
export function DropTarget(props: {
  readonly class: string;
  /** Makes it a group of this name. */
  readonly name?: string;
  /** What happens to files that are let go. */
  readonly hint: string;
  readonly announce: Announce;
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ComponentChildren;
}) {
  const { name, hint, announce, onFiles, children } = props;
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer!.dropEffect = 'copy';
    if (isOver) return;
    setOver(true);
    announce(hint);
  };
  return (
    <div
      class={`drop-target ${props.class}`}
      role={name === undefined ? undefined : 'group'}
      aria-label={name}
      onDragEnter={over}
      onDragOver={over}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        // From one thing in it to another is not away.
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer!.files]);
      }}
    >
      {children}
      {isOver && (
        <p class="drop-hint" aria-hidden="true">
          {hint}
        </p>
      )}
    </div>
  );
}

/** A file that misses its target stays outside: browsers would show it in place of the page, and what is not kept would be gone. */
export function keepFilesOut(page: Document): void {
  const refuse = (event: DragEvent) => {
    if (event.defaultPrevented || !hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer!.dropEffect = 'none';
  };
  page.addEventListener('dragover', refuse);
  page.addEventListener('drop', refuse);
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}
