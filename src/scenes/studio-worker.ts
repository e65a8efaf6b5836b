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

async function loadFonts(wanted: readonly PictureFont[]): Promise<void> {
  const { fonts } = self as unknown as { readonly fonts: FontFaceSet };
  const faces = wanted.map(({ family, style, url }) => new FontFace(family, `url(${url})`, { style }));
  for (const face of faces) fonts.add(face);
  await Promise.all(faces.map((face) => face.load()));
}

DOMAdapter.set(WebWorkerAdapter);
const studio = new Studio((answer: StudioAnswer) => postMessage(answer));

addEventListener('message', ({ data }: MessageEvent<StudioStart | StudioOrder>) => {
  if (data.kind !== 'start') return studio.do(data);
  void studio.open();
  // A worker fetches no font by itself; what was written in another one meanwhile is written again.
  loadFonts(data.fonts).then(
    () => studio.lettersChanged(),
    (error: unknown) => console.warn('Formulas in pictures have another font:', error),
  );
});
