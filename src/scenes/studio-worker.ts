import { DOMAdapter, WebWorkerAdapter } from 'pixi.js';
import { Studio, type StudioAnswer, type StudioOrder } from './studio.ts';

/** A font for pictures that the page knows from its style sheets, and a worker does not. */
export interface PictureFont {
  readonly family: string;
  readonly style: string;
  readonly url: string;
}

/** The first message: the fonts. All others are orders. */
export type StudioStart = { readonly kind: 'start'; readonly fonts: readonly PictureFont[] };

/** Beside it in this thread there is next to nothing to do; the rest of a sixtieth of a second is the browser's. */
const FRAME_MS = 12;

DOMAdapter.set(WebWorkerAdapter);
const studio = new Studio(FRAME_MS, (answer: StudioAnswer) => postMessage(answer));

addEventListener('message', ({ data }: MessageEvent<StudioStart | StudioOrder>) => {
  if (data.kind !== 'start') return studio.do(data);
  const { fonts } = self as unknown as { readonly fonts?: FontFaceSet };
  for (const { family, style, url } of data.fonts) fonts?.add(new FontFace(family, `url(${url})`, { style }));
  // It is fetched when the first letter of it is drawn.
  fonts?.addEventListener('loadingdone', () => studio.lettersChanged());
  void studio.open();
});
