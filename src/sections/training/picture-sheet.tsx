import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useRef, useState } from 'preact/hooks';
import type { Pattern } from '../../scenes/color-ramps.ts';
import { readPalette } from '../../scenes/palette.ts';
import type { Picture } from '../../ui/save-button.tsx';
import { tileAfterKey } from '../../ui/tile-keys.ts';
import { useMount } from '../../ui/use-mount.ts';
import { useUniqueId } from '../../ui/unique-id.ts';
import { pictureText } from '../picture-text.ts';
import { SaveFigure } from '../save-figure.tsx';
import type { Services } from '../section.ts';
import './picture-sheet.css';
import { useStageFigure } from '../use-stage-figure.ts';

/** An image on a sheet. */
export interface SheetItem {
  readonly image: number;
  /** The whole sentence for those who do not see it. */
  readonly label: string;
  /** Lines under it. */
  readonly words: readonly string[];
}

const NONE: ReadonlySet<number> = new Set();
/** A tile is at least so wide, in rem. */
const LEAST_PITCH = 4;
/** Room for two lines of words under a tile, in cells of 28. */
const TWO_LINES = 19;
const MARGIN = 24;

/** Images in rows, of which each can be chosen; its height is that of `room` images, however many there are. */
export function PictureSheet(props: {
  readonly services: Services;
  readonly title: ReadonlySignal<string>;
  readonly list: string;
  readonly save: (format: string, title: string) => string;
  readonly fileName: string;
  readonly items: ReadonlySignal<readonly SheetItem[]>;
  readonly room: number;
  readonly hasWords: boolean;
  readonly patternOf: (image: number) => Pattern | null;
  /** The image that is marked; null: none. */
  readonly marked: ReadonlySignal<number | null>;
  readonly onChoose: (image: number) => void;
}) {
  const { services, title, list, save, fileName, items, room, hasWords, patternOf, marked, onChoose } = props;
  const { stage } = services;
  const id = useUniqueId();
  const columns = useSignal(6);
  const [reached, setReached] = useState(0);
  const place = useRef<HTMLDivElement>(null);
  const below = hasWords ? TWO_LINES : 0;
  useMount(() => {
    const sizes = new ResizeObserver(([entry]) => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const most = entry!.contentRect.width / (LEAST_PITCH * rem);
      columns.value = [12, 8, 6, 4, 3].find((count) => count <= most && room % count === 0) ?? 2;
    });
    sizes.observe(place.current!);
    return () => sizes.disconnect();
  });
  const canvas = useStageFigure(stage, 'tileSheet', () => ({
    columns: columns.value,
    below,
    tiles: items.value.map(({ image }) => patternOf(image)),
    struck: NONE,
  }));
  const picture = () => sheetPicture(canvas.current!, title.peek(), items.peek(), columns.peek(), below);
  const rows = room / columns.value;
  const entry = Math.min(reached, Math.max(0, items.value.length - 1));
  return (
    <>
      <div class="training-figure-title">
        <h3>{title}</h3>
        {items.value.length > 0 && (
          <SaveFigure stage={stage} label={save('PNG', title.value)} fileName={fileName} picture={picture}>
            PNG
          </SaveFigure>
        )}
      </div>
      <div
        class="sheet"
        ref={place}
        style={{ '--columns': String(columns.value), '--rows': String(rows), '--row': String((28 + below) / 28) }}
      >
        <canvas class="sheet-picture" ref={canvas} aria-hidden="true" />
        <div
          class="sheet-list"
          role="group"
          aria-label={list}
          onKeyDown={(event) => {
            if (event.ctrlKey || event.metaKey || event.altKey) return;
            const next = tileAfterKey(event.key, entry, items.value.length, columns.value);
            if (next === null) return;
            event.preventDefault();
            setReached(next);
            document.getElementById(`${id}-${next}`)?.focus();
          }}
        >
          {items.value.map(({ image, label, words }, at) => (
            <button
              key={image}
              class="sheet-tile"
              type="button"
              id={`${id}-${at}`}
              data-image={image}
              tabIndex={at === entry ? 0 : -1}
              aria-label={label}
              aria-pressed={marked.value === image}
              disabled={patternOf(image) === null}
              onClick={() => {
                setReached(at);
                onChoose(image);
              }}
            >
              {words.map((line) => (
                <span key={line}>{line}</span>
              ))}
            </button>
          ))}
        </div>
      </div>
    </>
  );
}

/** What `items` of a sheet are saved as: the images as they stand there, with their words. */
export function sheetPicture(
  canvas: HTMLCanvasElement,
  title: string,
  items: readonly SheetItem[],
  columns: number,
  below: number,
): Picture {
  const size = canvas.getBoundingClientRect();
  const pitch = size.width / columns;
  const { font, line, linesIn, write } = pictureText();
  const head = linesIn(title, size.width);
  const headEnd = MARGIN + line * head.length;
  const [left, top] = [MARGIN, headEnd + line * 0.75];
  return {
    width: Math.ceil(size.width + 2 * MARGIN),
    height: Math.ceil(size.height + top + MARGIN),
    canvases: [canvas],
    paint(context) {
      const { paper, ink } = readPalette();
      context.fillStyle = paper;
      context.fillRect(0, 0, size.width + 2 * MARGIN, size.height + top + MARGIN);
      context.fillStyle = ink;
      context.font = font;
      context.textBaseline = 'middle';
      write(context, head, MARGIN, headEnd - line / 6);
      if (canvas.width > 0) context.drawImage(canvas, left, top, size.width, size.height);
      context.textAlign = 'center';
      for (const [at, { words }] of items.entries()) {
        const x = left + ((at % columns) + 0.5) * pitch;
        const y = top + (Math.floor(at / columns) * (28 + below) * pitch) / 28 + pitch;
        for (const [n, word] of words.entries()) context.fillText(word, x, y + line * (0.4 + 0.75 * n));
      }
    },
  };
}
