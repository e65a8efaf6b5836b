import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it, test } from 'vitest';
import { barImages, Folder } from './digit-files.ts';
import { runProgram } from './programs.ts';

const folder = new Folder();
afterAll(() => folder.remove());
const to = folder.at('site/mnist');

describe('npm run data', () => {
  it('says which file a folder lacks, and writes nothing', async () => {
    const run = await runProgram('data', ['--from', folder.path, '--to', to]);
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/^data: .*got no train-images-idx3-ubyte\.gz and no train-images-idx3-ubyte/);
    expect(readdirSync(to)).toEqual([]);
  });

  it('refuses files that are not MNIST, whatever they are called', async () => {
    const { images } = barImages(20);
    const bad = new Folder();
    bad.writeGzipped('train-images-idx3-ubyte.gz', images);
    const run = await runProgram('data', ['--from', bad.path, '--to', to]);
    bad.remove();
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/train-images-idx3-ubyte\.gz: got 15696 bytes unpacked, expected a file of MNIST/);
    expect(readdirSync(to)).toEqual([]);
  });

  it('refuses what a mirror gives instead, without taking more of it than the file has', async () => {
    const answers: Buffer[] = [gzipSync('poem'), Buffer.alloc(60_000_000)];
    const server = createServer((_, response) => response.end(answers.shift()));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const problem of [/got 4 bytes unpacked/, /got more than the 47040016 bytes/]) {
      const run = await runProgram('data', ['--mirror', mirror, '--to', to]);
      expect(run.stderr).toMatch(problem);
      expect(run.stderr).toMatch(/data: got train-images-idx3-ubyte from no mirror \(1 asked\); try --from FOLDER/);
      expect(run.code).toBe(2);
    }
    server.close();
    expect(readdirSync(to)).toEqual([]);
  });

  const data = process.env['DIGITS_DATA'];
  test.skipIf(!data)('puts the real files into the site, and leaves them there the next time', async () => {
    const run = await runProgram('data', ['--from', join(data!, 'mnist'), '--to', to]);
    expect(run.code).toBe(0);
    expect(run.json['files']).toContain('train-images-idx3-ubyte.gz');
    const path = join(to, 'train-labels-idx1-ubyte.gz');
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path)).toEqual(readFileSync(join(data!, 'mnist/train-labels-idx1-ubyte.gz')));
    const again = await runProgram('data', ['--from', folder.path, '--to', to]);
    expect(again.stderr).toMatch(/train-images-idx3-ubyte\.gz: was there/);
    expect(again.code).toBe(0);
  });
});
