import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Random } from '../../src/domain/random.ts';
import { idxBytes } from '../formats/idx-bytes.ts';

/** A folder that is there until the tests of one file are over. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'digits-'));

  /** Writes a file and returns its path. */
  write(name: string, content: string | Uint8Array): string {
    const path = this.at(name);
    writeFileSync(path, content);
    return path;
  }

  writeGzipped(name: string, content: string | Uint8Array): string {
    return this.write(name, gzipSync(content));
  }

  /** Writes a pair of IDX files, gzipped where the name ends in .gz, and returns the options that name them. */
  writeDigits(name: string, { images, labels }: { images: Uint8Array; labels: Uint8Array }): string[] {
    const write = (part: string, bytes: Uint8Array) =>
      name.endsWith('.gz') ? this.writeGzipped(`${part}-${name}`, bytes) : this.write(`${part}-${name}`, bytes);
    return ['--images', write('images', images), '--labels', write('labels', labels)];
  }

  at(name: string): string {
    return join(this.path, name);
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** Images of ten classes that a small network can tell apart: a bar at a height of its own, in noise. */
export function barImages(count: number, seed = 1): { images: Uint8Array; labels: Uint8Array } {
  const random = new Random(seed);
  const pixels = new Uint8Array(count * 784);
  const labels = Uint8Array.from({ length: count }, (_, n) => n % 10);
  for (let n = 0; n < count; n++) {
    for (let dot = 0; dot < 60; dot++) pixels[n * 784 + random.below(784)] = 1 + random.below(160);
    const from = n * 784 + (2 * labels[n]! + 4) * 28;
    pixels.fill(200, from + 4, from + 24);
  }
  return { images: idxBytes([count, 28, 28], pixels), labels: idxBytes([count], labels) };
}

/** Pen strokes of ten classes: polygons of three to twelve corners, drawn by two writers in turn. */
export function polygonStrokes(count: number, seed = 1): string {
  const random = new Random(seed);
  const lines = ['.HIERARCHY      DIGIT', ''];
  for (let n = 0; n < count; n++) {
    const label = n % 10;
    const corners = label + 3;
    lines.push(`.SEGMENT DIGIT    ${n} ? "${label}"`, `.COMMENT ${label} ${1 + (n % 2)} ${n}`, '.PEN_DOWN');
    for (let corner = 0; corner <= corners; corner++) {
      const angle = (2 * Math.PI * corner) / corners;
      const radius = 100 + random.between(-3, 3);
      lines.push(` ${Math.round(250 + radius * Math.sin(angle))}  ${Math.round(250 + radius * Math.cos(angle))}`);
    }
    lines.push('.PEN_UP', '.DT 100');
  }
  return `${lines.join('\n')}\n`;
}
