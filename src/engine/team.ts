import { errorMessage, SimulatorError } from '../domain/errors.ts';
import type { ArenaLayout } from './layout.ts';
import type { Memory } from './memory.ts';
import { orderLeave, postOf, type Post } from './orders.ts';
import { FAILED, type SharedArithmetic, type ThreadStart } from './thread.ts';
import { mayWait, Waiter } from './waiting.ts';

/** A worker on its way to become a thread. */
export interface ThreadHandle {
  /** Resolves when the worker takes orders; rejects where it does not come to that. */
  readonly ready: Promise<unknown>;
  /** Resolves when the worker has ended, for whatever reason, and writes nothing any more. Never rejects. */
  readonly ended: Promise<unknown>;
  /** Ends the worker whatever it does. */
  terminate(): void;
}

/** How a program starts threads: workers of a page, or of Node. */
export interface ThreadHost {
  /** Processor cores of this machine. */
  readonly cores: number;
  /** How long a thread that does not come back is waited for at least; 2000 ms unless said. */
  readonly patienceMs?: number;
  /** Starts a worker that runs prepareThread. May throw where memory cannot be shared. */
  start(start: ThreadStart): ThreadHandle;
}

const PATIENCE_MS = 2000;
/** How much longer than the engine's own thread the others may take for shares of the same size. */
const PATIENCE_FACTOR = 20;
/** The same for a worker that starts, and for one that ends. */
const START_FACTOR = 10;
const END_FACTOR = 5;
/** More losses than this are no accident: who is lost then is not replaced. */
const MAX_REPLACEMENTS = 8;

interface Member {
  readonly post: Post;
  readonly handle: ThreadHandle;
  isLost: boolean;
}

/**
 * The workers of an engine. Its own thread gives orders, does a share itself, and joins: waits until everybody has arrived.
 *
 * A member that does not arrive, has failed or has ended is lost; nothing is ordered then until `replaceLost` has been awaited.
 */
export class ThreadTeam {
  /** Why there are fewer members than were wanted; null where there are not. */
  shortage: string | null = null;
  #members: Member[] = [];
  #replacements = 0;
  readonly #words: Int32Array;
  readonly #start: (thread: number) => Member;
  readonly #waiter: Waiter;
  readonly #patienceMs: number;

  private constructor(arithmetic: SharedArithmetic | null, memory: Memory, layout: ArenaLayout, host: ThreadHost | null) {
    this.#words = memory.i32;
    const spins = host !== null && layout.lines.length <= host.cores;
    this.#waiter = new Waiter(this.#words, spins);
    this.#patienceMs = host?.patienceMs ?? PATIENCE_MS;
    this.#start = (thread) => {
      const post = postOf(layout, thread);
      const seen = Atomics.load(this.#words, post.order >> 2);
      this.#words[(post.arrival >> 2) + 1] = 0;
      Atomics.store(this.#words, post.arrival >> 2, seen);
      const member: Member = {
        post,
        handle: host!.start({ arithmetic: arithmetic!, post, spins, seen }),
        isLost: false,
      };
      void member.handle.ended.then(() => (member.isLost = true));
      return member;
    };
  }

  /** Starts as many workers as the layout has lines for, or as many as this place allows; `shortage` says why. */
  static async gather(
    arithmetic: SharedArithmetic | null,
    memory: Memory,
    layout: ArenaLayout,
    host: ThreadHost | undefined,
  ): Promise<ThreadTeam> {
    const team = new ThreadTeam(arithmetic, memory, layout, host ?? null);
    const wanted = layout.lines.length;
    if (wanted === 1) return team;
    if (!host) team.shortage = 'the program has no way to start threads';
    else if (!arithmetic || ('crossOriginIsolated' in globalThis && !crossOriginIsolated))
      team.shortage = 'the page is not cross-origin isolated';
    else if (!mayWait(memory.i32)) team.shortage = 'the main thread of a page may not wait for others';
    else await team.#add(Array.from({ length: wanted - 1 }, (_, n) => n + 1));
    return team;
  }

  /** How many threads there are, the engine's own among them. */
  get size(): number {
    return this.#members.length + 1;
  }

  /** The numbers of threads that are lost, in words; null where none is. */
  get lost(): string | null {
    let lost: string | null = null;
    for (const { post, isLost } of this.#members) if (isLost) lost = `${lost ? `${lost}, ` : ''}${post.thread}`;
    return lost;
  }

  /** Where member number `part` works, 1 ≤ part < size. */
  post(part: number): Post {
    return this.#members[part - 1]!.post;
  }

  /** Sends member number `part` to work; its order is written. */
  send(part: number): void {
    this.#send(this.post(part));
  }

  /**
   * Waits until the members 1 ≤ part < parts have done what they were sent for. Throws SimulatorError 'thread-lost'.
   *
   * `ownMs` is how long the engine's own thread took for its share.
   */
  join(parts: number, ownMs: number): void {
    let patienceMs = this.#patienceMs + PATIENCE_FACTOR * ownMs;
    let hasFailed = false;
    for (let part = 1; part < parts; part++) {
      const member = this.#members[part - 1]!;
      const arrival = member.post.arrival >> 2;
      const sent = this.#words[member.post.order >> 2]!;
      // Between two orders an arrival holds the number of the one before.
      const hasArrived = this.#waiter.waitWhile(arrival, (sent - 1) | 0, patienceMs);
      if (hasArrived && this.#words[arrival + 1] !== FAILED) continue;
      member.isLost = true;
      hasFailed = true;
      // Who is late now has had time enough.
      if (!hasArrived) patienceMs = Math.min(patienceMs, this.#patienceMs / 10);
    }
    if (hasFailed) throw this.lostError();
  }

  lostError(): SimulatorError {
    const found = this.lost === null ? 'half a step' : `nothing from thread ${this.lost}`;
    return new SimulatorError('thread-lost', `got ${found}, expected a share of the work from each of ${this.size} threads`);
  }

  /**
   * Ends lost members for good and starts others in their place; where that fails, there are fewer, and `shortage` says why.
   *
   * Throws SimulatorError 'thread-lost' where a lost one cannot be ended, since it might still write.
   */
  async replaceLost(): Promise<void> {
    const lost = this.#members.filter(({ isLost }) => isLost);
    for (const { post, handle } of lost) {
      // Who is only late leaves by itself, sooner than a browser ends it.
      this.#dismiss(post);
      handle.terminate();
    }
    const ended = await Promise.all(lost.map(({ handle }) => isDone(handle.ended, END_FACTOR * this.#patienceMs)));
    if (!ended.every(Boolean)) throw this.lostError();
    this.#members = this.#members.filter(({ isLost }) => !isLost);
    this.#replacements += lost.length;
    if (this.#replacements <= MAX_REPLACEMENTS) await this.#add(lost.map(({ post }) => post.thread));
    else this.shortage = `${this.#replacements} threads were lost`;
  }

  /** Lets all members go and waits until they have ended; the engine's own thread works alone then. */
  async dismiss(): Promise<void> {
    const members = this.#members;
    this.#members = [];
    for (const { post } of members) this.#dismiss(post);
    await Promise.all(
      members.map(async ({ handle }) => {
        if (await isDone(handle.ended, this.#patienceMs)) return;
        handle.terminate();
        await isDone(handle.ended, END_FACTOR * this.#patienceMs);
      }),
    );
  }

  #send({ order }: Post): void {
    const word = order >> 2;
    Atomics.store(this.#words, word, (this.#words[word]! + 1) | 0);
    Atomics.notify(this.#words, word);
  }

  #dismiss(post: Post): void {
    orderLeave(this.#words, post);
    this.#send(post);
  }

  async #add(threads: readonly number[]): Promise<void> {
    const members = await Promise.all(
      threads.map(async (thread) => {
        let member: Member | null = null;
        try {
          member = this.#start(thread);
          const ms = START_FACTOR * this.#patienceMs;
          if (!(await isDone(member.handle.ready, ms))) throw new Error(`got no sign of life within ${ms} ms`);
          return member;
        } catch (error) {
          member?.handle.terminate();
          this.shortage = `thread ${thread} does not start: ${errorMessage(error)}`;
          return null;
        }
      }),
    );
    this.#members = [...this.#members, ...members.filter((member) => member !== null)].sort(
      (one, other) => one.post.thread - other.post.thread,
    );
  }
}

/** Does a promise resolve within this time? Rejects as it does. */
async function isDone(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((done) => {
    timer = setTimeout(() => done(false), ms);
  });
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
