// Ingest: one named process: started, watched, started again, ended. Its state is a value that windows are told.
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import type { ProcessConfig, ProcessState } from '../../model/process.ts';
import type { ProcessOutput } from '../../model/tap-event.ts';
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import { faultCode, faultMessage } from '../../base/fault.ts';
import { type ChildProcess, startChildProcess } from './child-process.ts';
import type { ProcessEnd } from './piped-launch.ts';
import type { ProcessKeeper } from './process-keeper.ts';
import { commandText, durationText, endText, noteLine } from './process-words.ts';
import { READY_LIMIT_MS, describeReadiness, waitUntilReady } from './readiness.ts';
import { nextDelay } from './restart-delay.ts';

export interface ProcessSurroundings {
  /** Where relative folders begin. */
  readonly folder: string;
  /** What processes inherit, asked anew at each start. */
  readonly env: () => NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly keeper: ProcessKeeper;
  readonly onOutput: (output: ProcessOutput) => void;
  /** Its state is another now. */
  readonly onChange: () => void;
  /** A sentence for the person. */
  readonly say: (sentence: string) => void;
  /** For tests. */
  readonly graceMs?: number;
  readonly nextDelay?: (lastMs: number, ranMs: number) => number;
}

/** Where output goes besides. */
export interface Onwards {
  readonly stdout?: Writable;
  readonly stderr?: Writable;
}

export class ManagedProcess implements Disposable {
  readonly name: string;
  readonly #config: ProcessConfig;
  readonly #around: ProcessSurroundings;
  readonly #onwards: Onwards;
  /** The latest, also when it has ended: others that it started may be left. */
  #child: ChildProcess | undefined;
  #state: ProcessState;
  #waiting = new AbortController();
  #restartTimer: NodeJS.Timeout | undefined;
  #delayMs = 0;
  /** What is asked of it is done in turn. */
  #turn: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(config: ProcessConfig, around: ProcessSurroundings, onwards: Onwards = {}) {
    this.name = config.name;
    this.#config = config;
    this.#around = around;
    this.#onwards = onwards;
    const { name, terminal = false } = config;
    const command = commandText(config.command);
    this.#state = { name, command, terminal, state: 'starting', startedAt: around.clock(), restarts: 0 };
  }

  get state(): ProcessState {
    return this.#state;
  }

  /** How the latest start ended; undefined where it could not be started. */
  get ended(): Promise<ProcessEnd> | undefined {
    return this.#child?.ended;
  }

  /** Resolves when it runs and, where that is awaited, is ready; or has ended; or its time to become ready has passed. */
  start(): Promise<void> {
    return this.#inTurn(() => this.#start());
  }

  /** Ends it if it runs, and starts it again. */
  restart(): Promise<void> {
    this.#waiting.abort();
    return this.#inTurn(async () => {
      await this.#end();
      await this.#startAgain();
    });
  }

  /** Ends it and all that it started. */
  stop(): Promise<void> {
    this.#waiting.abort();
    return this.#inTurn(() => this.#end());
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return this.stop();
  }

  async #start(): Promise<void> {
    if (this.#isClosed) return;
    const { clock, env, folder } = this.#around;
    const { name, command, terminal, cwd } = this.#config;
    this.#set({ state: 'starting', startedAt: clock() }, ['pid', 'readyAt', 'endedAt', 'exitCode', 'signal', 'fault']);
    try {
      this.#child = await startChildProcess({
        ...{ name, command, clock, terminal: terminal ?? false },
        ...{ keeper: this.#around.keeper, onOutput: this.#around.onOutput },
        ...(this.#around.graceMs === undefined ? {} : { graceMs: this.#around.graceMs }),
        cwd: cwd === undefined ? folder : resolve(folder, cwd),
        env: { ...env(), ...this.#config.env },
        ...this.#onwards,
      });
    } catch (error) {
      this.#fail(faultCode(error), faultMessage(error));
      return;
    }
    const child = this.#child;
    this.#set({ pid: child.pid });
    this.#note('info', 'started', { pid: child.pid, command: this.#state.command });
    const ended = child.ended.then((end) => this.#onEnded(child, end));
    await Promise.race([this.#becomeReady(), ended]);
  }

  /** Resolves when it is ready or late. */
  #becomeReady(): Promise<void> {
    const { ready } = this.#config;
    if (ready === undefined) {
      this.#set({ state: 'running', readyAt: this.#around.clock() });
      return Promise.resolve();
    }
    this.#waiting = new AbortController();
    return new Promise((done) => {
      const late = (): void => {
        const limit = durationText(ready.timeoutMs ?? READY_LIMIT_MS);
        this.#fail('process-not-ready', `It did not ${describeReadiness(ready)} within ${limit}.`);
        done();
      };
      void waitUntilReady(ready, this.#waiting.signal, late).then((isReady) => {
        if (isReady) this.#set({ state: 'running', readyAt: this.#around.clock() }, ['fault']);
        done();
      });
    });
  }

  #onEnded(child: ChildProcess, end: ProcessEnd): void {
    if (child !== this.#child) return;
    this.#waiting.abort();
    const endedAt = this.#around.clock();
    const durationMs = endedAt - this.#state.startedAt;
    const wasAsked = this.#state.state === 'stopping' || this.#isClosed;
    const failed = end.exitCode !== 0;
    this.#set({ state: 'ended', endedAt, ...end }, ['fault']);
    const text = endText(end, durationMs);
    this.#note(failed && !wasAsked ? 'error' : 'info', text, { ...end, durationMs });
    if (wasAsked) return;
    this.#around.say(`The process ${this.name} ${text}.`);
    const { restart = 'never' } = this.#config;
    if (restart === 'always' || (restart === 'on-failure' && failed)) this.#restartLater(durationMs);
  }

  #restartLater(ranMs: number): void {
    this.#delayMs = (this.#around.nextDelay ?? nextDelay)(this.#delayMs, ranMs);
    this.#restartTimer = setTimeout(() => void this.#inTurn(() => this.#startAgain()), this.#delayMs);
  }

  async #startAgain(): Promise<void> {
    // What the last start left would hold its ports.
    await this.#child?.close();
    this.#set({ restarts: this.#state.restarts + 1 });
    await this.#start();
  }

  async #end(): Promise<void> {
    clearTimeout(this.#restartTimer);
    this.#waiting.abort();
    if (this.#child === undefined) return;
    if (this.#state.state !== 'ended') this.#set({ state: 'stopping' }, ['fault']);
    await this.#child.close();
  }

  #fail(code: string, message: string): void {
    this.#set({ state: 'failed', fault: { code, message } });
    this.#note('error', message, { code });
    this.#around.say(`The process ${this.name}: ${message}`);
  }

  #set(changed: Partial<ProcessState>, gone: readonly (keyof ProcessState)[] = []): void {
    const rest = Object.fromEntries(Object.entries(this.#state).filter(([key]) => !gone.some((each) => each === key)));
    this.#state = { ...(rest as unknown as ProcessState), ...changed };
    this.#around.onChange();
  }

  #note(level: 'info' | 'error', message: string, fields: Readonly<Record<string, unknown>>): void {
    const { clock, onOutput } = this.#around;
    onOutput({
      type: 'output',
      at: clock(),
      name: this.name,
      stream: 'stdout',
      text: noteLine(level, message, fields),
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}
