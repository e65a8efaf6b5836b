import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { initialParameters } from '../../src/domain/initialization.ts';
import { DIGIT_NETWORK } from '../../src/domain/network.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import type { Drawing } from '../../src/domain/strokes.ts';
import { createEngine } from '../../src/engine/create.ts';
import { createRecognition } from '../../src/state/recognition.ts';

const LINE: Drawing = [
  {
    points: [
      { x: 3, y: 3 },
      { x: 9, y: 4 },
    ],
    width: 1,
    ink: 0.8,
  },
];

async function untrainedEngine() {
  const engine = await createEngine(
    'javascript',
    { network: DIGIT_NETWORK, maxBatchSize: 1, maxImages: 0, maxEntries: 0, training: false },
    () => Promise.reject(new Error('the JavaScript engine loads nothing')),
  );
  engine.loadParameters(initialParameters(DIGIT_NETWORK, 'he', 1));
  return engine;
}

describe('recognition', () => {
  it('answers once there is a network and something is drawn', async () => {
    const drawing = signal<Drawing>([]);
    const recognition = createRecognition(drawing);
    expect(recognition.status.value.kind).toBe('loading');
    drawing.value = LINE;
    expect(recognition.probabilities.value).toBeNull();
    recognition.networkReady(await untrainedEngine());
    expect(recognition.status.value).toEqual({ kind: 'ready', engineKind: 'javascript', network: DIGIT_NETWORK });
    const shares = recognition.probabilities.value!;
    expect(shares).toHaveLength(10);
    // Ten float32 probabilities, each rounded once.
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    drawing.value = [];
    expect(recognition.probabilities.value).toBeNull();
  });

  it('sees a picture as it is', async () => {
    const pixels = Uint8Array.from({ length: 784 }, (_, pixel) => (pixel * 7) % 256);
    const sheet = signal<Sheet>({ pixels });
    const recognition = createRecognition(sheet);
    const engine = await untrainedEngine();
    recognition.networkReady(engine);
    expect(recognition.probabilities.value).toEqual([...engine.predict(pixels).outputs]);
    expect(recognition.activity.value).toMatchObject({ pixels, isBlank: false });
    sheet.value = { pixels: new Uint8Array(784) };
    expect([recognition.activity.value!.isBlank, recognition.probabilities.value]).toEqual([true, null]);
  });

  it('follows the steps, and keeps an answer when another one is computed', async () => {
    const recognition = createRecognition(signal(LINE));
    recognition.networkReady(await untrainedEngine());
    const all = recognition.probabilities.value!;
    const kept = [...all];
    recognition.switchStep('fit', false);
    expect(recognition.probabilities.value).not.toEqual(kept);
    expect(all).toEqual(kept);
    recognition.switchStep('fit', true);
    expect(recognition.probabilities.value).toEqual(kept);
  });

  it('tells why there is no network', () => {
    const recognition = createRecognition(signal(LINE));
    recognition.networkFailed('got 3 bytes, expected more');
    expect(recognition.status.value).toEqual({ kind: 'failed', message: 'got 3 bytes, expected more' });
    expect(recognition.probabilities.value).toBeNull();
    recognition.networkLoading();
    expect(recognition.status.value.kind).toBe('loading');
  });
});
