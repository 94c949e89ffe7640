// HAR: hands out ids while a HAR is read: the ones it names where they are free, else the next.

/** Ids above this are not kept but given anew, so that the memory of which are taken stays below 16 MiB. */
export const CLAIMABLE_IDS = 2 ** 27;

/** One kind's ids. */
export class IdClaims {
  #taken = new Uint8Array(1024);
  #highest = 0;

  /** `wanted` where it is a free decimal number, else one above all before. */
  claim(wanted?: string): string {
    const number = wanted !== undefined && /^[1-9]\d{0,8}$/.test(wanted) ? Number(wanted) : 0;
    const id = number === 0 || number >= CLAIMABLE_IDS || this.#isTaken(number) ? this.#highest + 1 : number;
    this.#take(id);
    return String(id);
  }

  #isTaken(id: number): boolean {
    return ((this.#taken[id >> 3] ?? 0) & (1 << (id & 7))) !== 0;
  }

  #take(id: number): void {
    this.#highest = Math.max(this.#highest, id);
    if (id >= CLAIMABLE_IDS) return;
    if (id >> 3 >= this.#taken.length) {
      const grown = new Uint8Array(Math.max(this.#taken.length * 2, (id >> 3) + 1));
      grown.set(this.#taken);
      this.#taken = grown;
    }
    this.#taken[id >> 3] = (this.#taken[id >> 3] ?? 0) | (1 << (id & 7));
  }
}
