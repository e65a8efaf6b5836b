import { tileAfterKey } from '../../../ui/tile-keys.ts';
import { useUniqueId } from '../../../ui/unique-id.ts';
import type { DataWords } from './words.ts';

/** The digits of a page as a list to choose from, over their picture. */
export function ImageList(props: {
  readonly words: DataWords['browser'];
  /** Of the whole data set. */
  readonly labels: Uint8Array;
  /** Of those on the page. */
  readonly numbers: Uint32Array;
  readonly columns: number;
  /** The place on the page. */
  readonly chosen: number;
  readonly onChoose: (place: number) => void;
  /** So many pages on; back below zero. */
  readonly onPage: (pages: number) => void;
}) {
  const { words, labels, numbers, columns, chosen, onChoose, onPage } = props;
  const id = useUniqueId();
  return (
    <>
      <span id={`${id}-hint`} class="visually-hidden">
        {words.hint}
      </span>
      <div
        class="data-list"
        role="listbox"
        tabIndex={0}
        aria-label={words.list}
        aria-describedby={`${id}-hint`}
        aria-activedescendant={`${id}-${chosen}`}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          const pages = { PageUp: -1, PageDown: 1 }[event.key];
          const next = pages ? null : tileAfterKey(event.key, chosen, numbers.length, columns);
          if (!pages && next === null) return;
          event.preventDefault();
          if (pages) onPage(pages);
          else onChoose(next!);
        }}
        onClick={({ target }) => {
          const option = (target as Element).closest<HTMLElement>('[role=option]');
          if (option) onChoose(Number(option.dataset.place));
        }}
      >
        {Array.from(numbers, (number, place) => (
          <div
            key={place}
            class="data-image"
            role="option"
            id={`${id}-${place}`}
            data-place={place}
            aria-selected={place === chosen}
            aria-label={words.option(labels[number]!, number)}
          >
            <span aria-hidden="true">{labels[number]}</span>
          </div>
        ))}
      </div>
    </>
  );
}
