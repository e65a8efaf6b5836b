import { parentPort, workerData } from 'node:worker_threads';
import { prepareThread, type ThreadStart } from '../engine/thread.ts';

// A thread of an engine in Node, started by engine-threads.ts.

const run = await prepareThread(workerData as ThreadStart);
parentPort!.postMessage('ready');
run();
