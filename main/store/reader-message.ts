// Store: the words between the reader's thread and those who ask.
import type { SessionReader } from '../model/protocol.ts';

/** What can be asked, by name. */
export type ReaderCall = Exclude<keyof SessionReader, 'close'> | 'copyTo';

/** Asked with a number; `close` ends the thread. */
export type ReaderRequest =
  | { readonly type: 'call'; readonly id: number; readonly name: ReaderCall; readonly args: readonly unknown[] }
  | { readonly type: 'close' };

/** `opened` comes once, before any answer. */
export type ReaderAnswer =
  | { readonly type: 'opened' }
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'fault'; readonly id?: number; readonly code: string; readonly message: string };

/** What the thread is started with. */
export interface ReaderStart {
  readonly path: string;
}
