import { describe, expect, it } from 'vitest';
import { createPad } from '../../src/state/pad.ts';

const at = (x: number, y: number) => ({ x, y });

describe('the pad', () => {
  it('shows a stroke while it is drawn and keeps it as one step', () => {
    const pad = createPad();
    pad.penDown(at(4, 4));
    pad.penMove([at(6, 4), at(8, 4)]);
    expect(pad.drawing.value).toEqual([{ points: [at(4, 4), at(6, 4), at(8, 4)], width: 2, ink: 0.8 }]);
    expect(pad.canUndo.value).toBe(false);
    pad.penUp();
    expect(pad.isPenDown.value).toBe(false);
    pad.undo();
    expect(pad.drawing.value).toEqual([]);
    expect(pad.canRedo.value).toBe(true);
    pad.redo();
    expect(pad.drawing.value).toHaveLength(1);
  });

  it('takes back a cancelled stroke without a trace', () => {
    const pad = createPad();
    pad.penDown(at(4, 4));
    pad.penMove([at(9, 9)]);
    pad.penCancel();
    expect(pad.drawing.value).toEqual([]);
    expect(pad.canUndo.value).toBe(false);
  });

  it('leaves a dot where the pen only touched', () => {
    const pad = createPad();
    pad.penDown(at(5, 5));
    pad.penUp();
    expect(pad.drawing.value).toEqual([{ points: [at(5, 5)], width: 2, ink: 0.8 }]);
  });

  it('draws on with the brush that the stroke began with', () => {
    const pad = createPad();
    pad.setSize(3);
    pad.penDown(at(4, 4));
    pad.setSize(5);
    pad.penMove([at(9, 4)]);
    pad.penUp();
    expect(pad.drawing.value[0]!.width).toBe(3);
  });

  it('keeps ink and size within their limits', () => {
    const pad = createPad();
    pad.setInk(7);
    pad.setSize(-3);
    expect(pad.brush.value).toEqual({ ink: 1, size: 0.5 });
  });

  it('erases with the eraser, as one step, and only where there is something', () => {
    const pad = createPad();
    pad.penDown(at(4, 14));
    pad.penMove([at(24, 14)]);
    pad.penUp();
    pad.setTool('eraser');
    pad.penDown(at(14, 4));
    pad.penMove([at(14, 10), at(14, 20)]);
    pad.penUp();
    expect(pad.drawing.value).toHaveLength(2);
    pad.penDown(at(2, 2));
    pad.penUp();
    pad.undo();
    expect(pad.drawing.value).toHaveLength(1);
  });

  it('erases with the other end of the pen whatever the tool', () => {
    const pad = createPad();
    pad.penDown(at(4, 4));
    pad.penUp();
    pad.penDown(at(4, 4), 'eraser');
    pad.penUp();
    expect(pad.drawing.value).toEqual([]);
    expect(pad.tool.value).toBe('pen');
  });

  it('puts samples on the pad with the present brush, another one each time', () => {
    const pad = createPad();
    pad.setSize(4);
    pad.putSample(5);
    const first = pad.drawing.value;
    pad.putSample(5);
    expect(pad.drawing.value).not.toEqual(first);
    for (const stroke of pad.drawing.value) {
      expect(stroke.width).toBe(4);
      for (const { x, y } of stroke.points) {
        expect(Math.min(x, y)).toBeGreaterThan(0);
        expect(Math.max(x, y)).toBeLessThan(28);
      }
    }
    pad.undo();
    expect(pad.drawing.value).toBe(first);
  });

  it('takes a drawing in place of another, as one step', () => {
    const pad = createPad();
    pad.putSample(5);
    const before = pad.drawing.value;
    const drawing = [{ points: [at(3, 3), at(20, 20)], width: 2, ink: 1 }];
    pad.putDrawing(drawing);
    expect(pad.drawing.value).toBe(drawing);
    pad.undo();
    expect(pad.drawing.value).toBe(before);
  });

  it('clears once', () => {
    const pad = createPad();
    pad.clear();
    expect(pad.canUndo.value).toBe(false);
    pad.putSample(1);
    pad.clear();
    pad.clear();
    expect(pad.drawing.value).toEqual([]);
    pad.undo();
    expect(pad.drawing.value.length).toBeGreaterThan(0);
  });

  it('takes a picture in place of the drawing, and gives the drawing back', () => {
    const pad = createPad();
    pad.penDown(at(5, 5));
    pad.penUp();
    const { value: drawing } = pad.drawing;
    const pixels = new Uint8Array(784).fill(7, 400, 420);
    pad.putPicture(pixels);
    expect(pad.picture.value!.pixels).toEqual(pixels);
    expect([pad.drawing.value, pad.isEmpty.value]).toEqual([[], false]);
    pixels.fill(0);
    expect(pad.picture.value!.pixels[400]).toBe(7);
    pad.undo();
    expect([pad.picture.value, pad.drawing.value]).toEqual([null, drawing]);
    pad.redo();
    pad.clear();
    expect([pad.picture.value, pad.isEmpty.value]).toEqual([null, true]);
  });

  it('lets the first stroke take the place of a picture, an eraser take pixels of it, and a pen beside the pad nothing', () => {
    const pad = createPad();
    pad.putPicture(new Uint8Array(784).fill(9));
    pad.penDown(at(-3, 5));
    pad.penUp();
    expect(pad.picture.value!.pixels.every((value) => value === 9)).toBe(true);
    pad.setTool('eraser');
    pad.penDown(at(14, 14));
    pad.penUp();
    const { pixels } = pad.picture.value!;
    expect([pixels[14 * 28 + 14], pixels[0]]).toEqual([0, 9]);
    pad.setTool('pen');
    pad.penDown(at(5, 5));
    expect([pad.picture.value, pad.drawing.value.length]).toEqual([null, 1]);
    pad.penCancel();
    expect(pad.picture.value!.pixels).toBe(pixels);
  });
});
