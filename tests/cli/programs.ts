import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../build/cli');

/** What a program left behind. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The last line on stdout, which is JSON after success. */
  readonly json: Record<string, unknown>;
}

/**
 * Runs a built program to its end, in a process of its own.
 *
 * `onError` sees stderr as it comes, and may send signals.
 */
export function runProgram(
  name: 'train' | 'evaluate' | 'pretrain' | 'data',
  args: readonly string[],
  onError: (text: string, kill: (signal: NodeJS.Signals) => void) => void = () => undefined,
  environment: NodeJS.ProcessEnv = {},
): Promise<Run> {
  const script = join(FOLDER, `${name}.js`);
  if (!existsSync(script)) throw new Error(`got no ${script}, expected npm run build:wasm and npm run build:cli before`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      onError(text, (signal) => child.kill(signal));
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const lastLine = stdout.trimEnd().split('\n').at(-1)!;
      const json = lastLine.startsWith('{') ? (JSON.parse(lastLine) as Record<string, unknown>) : {};
      resolve({ code, stdout, stderr, json });
    });
  });
}
