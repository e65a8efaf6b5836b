import type { JSHandle, Locator } from '@playwright/test';

/** The dots of a picture, copied: its canvas is drawn by a worker and lets nobody else at them. */
export async function dotsOf(picture: Locator): Promise<JSHandle<ImageData>> {
  return picture.evaluateHandle((element) => {
    const canvas = element as HTMLCanvasElement;
    const copy = new OffscreenCanvas(Math.max(1, canvas.width), Math.max(1, canvas.height));
    const paper = copy.getContext('2d')!;
    if (canvas.width > 0 && canvas.height > 0) paper.drawImage(canvas, 0, 0);
    return paper.getImageData(0, 0, copy.width, copy.height);
  });
}

/** The dots of a picture, as one number. */
export async function checksum(picture: Locator): Promise<number> {
  return (await dotsOf(picture)).evaluate(({ data }) =>
    data.reduce((sum, value, index) => (sum * 31 + value * ((index % 4) + 1)) % 1_000_003, 7),
  );
}
