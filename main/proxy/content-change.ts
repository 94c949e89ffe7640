// Proxy: what an answer's content goes through on its way to the browser, where it is changed.

/** Takes an answer's content and gives its output what the browser gets. */
export interface ContentChange {
  /** More content can be taken. Where it becomes true again later, the output hears `ready`. */
  readonly takes: boolean;
  write(bytes: Buffer): void;
  /** All content came. The output hears `finish` once it has been given all. */
  end(): void;
  /** No content came with the head, so that the head must go on alone. */
  waiting(): void;
  /** The browser's connection is full; and has room again. */
  pause(): void;
  resume(): void;
  /** Nothing more is wanted. */
  destroy(): void;
}

/** Where the changed content goes. */
export interface ChangedContent {
  /** The head can be written, with these fields in place of the upstream's. Comes before any content. */
  open(rawHeaders: readonly string[]): void;
  /** Nothing is changed: head and content go on as the upstream sent them. Comes in place of `open`. */
  pass(): void;
  give(bytes: Buffer): void;
  ready(): void;
  finish(): void;
  /** The content can't be read any further: the browser must see that it is incomplete. */
  broke(error: Error): void;
}

/** Makes the change of one answer. */
export type ChangeFactory = (output: ChangedContent) => ContentChange;
