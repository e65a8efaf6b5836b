import { saveFile } from './save-file.ts';

/** What a saved picture shows, in CSS pixels; it is saved with two dots a pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** What it copies: that has to be drawn before it is painted. */
  readonly canvases?: readonly HTMLCanvasElement[];
  paint(context: CanvasRenderingContext2D): void;
}

const DOTS_PER_PIXEL = 2;

/** Saves what a figure shows as a PNG file. */
export function SaveButton(props: {
  readonly children: string;
  /** The whole sentence for those who do not see which figure the button stands at. */
  readonly label: string;
  /** Without ending. */
  readonly fileName: string;
  readonly picture: () => Picture;
  /** Resolves when these canvases show what there is to show; without it, they always do. */
  readonly ready?: (canvases: readonly HTMLCanvasElement[]) => Promise<void>;
}) {
  const saveWhenReady = async () => {
    const picture = props.picture();
    await props.ready?.(picture.canvases ?? []);
    save(picture, props.fileName);
  };
  return (
    <button class="button-plain" type="button" aria-label={props.label} onClick={() => void saveWhenReady()}>
      {props.children}
    </button>
  );
}

function save(picture: Picture, fileName: string): void {
  const canvas = document.createElement('canvas');
  canvas.width = picture.width * DOTS_PER_PIXEL;
  canvas.height = picture.height * DOTS_PER_PIXEL;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(DOTS_PER_PIXEL, DOTS_PER_PIXEL);
  picture.paint(context);
  saveFile(pngOf(canvas), `${fileName}.png`);
}

/** At once: Chromium's toBlob waits for idle time, and while pictures move for up to seven seconds. */
function pngOf(canvas: HTMLCanvasElement): Blob {
  const [, base64] = canvas.toDataURL('image/png').split(',');
  return new Blob([Uint8Array.from(atob(base64!), (sign) => sign.charCodeAt(0))], { type: 'image/png' });
}
