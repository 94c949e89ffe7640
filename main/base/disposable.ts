// Base: things that must stop, with one owner each.

/** Something that must be closed; closing twice is the same as once. */
export interface Disposable {
  close(): void | Promise<void>;
}

/** Owns disposables and closes them in reverse order; one that fails does not keep the others from closing. */
export class DisposableStack implements Disposable {
  readonly #owned: Disposable[] = [];
  #closing: Promise<void> | undefined;

  /** Takes ownership and returns the thing itself. */
  own<T extends Disposable>(thing: T): T {
    this.#owned.push(thing);
    return thing;
  }

  /** Closes all, last first. Rejects with the first failure after all were tried. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    const faults: unknown[] = [];
    for (let thing = this.#owned.pop(); thing; thing = this.#owned.pop()) {
      try {
        await thing.close();
      } catch (fault) {
        faults.push(fault);
      }
    }
    if (faults.length > 0) throw faults[0];
  }
}
