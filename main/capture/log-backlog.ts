// Capture: log text that waits on the proxy's thread while the recorder is busy. The newest lines are worth most, so the oldest go first.
import { lineFeeds, type LogText } from './tap-loss.ts';

/** Characters that may wait; beyond it the oldest text is left out. */
export const MAX_WAITING_LOG_CHARACTERS = 32 * 1024 * 1024;

export class LogBacklog {
  readonly #maxCharacters: number;
  #waiting: LogText[] = [];
  /** Places before this are taken. */
  #head = 0;
  #characters = 0;
  /** Of streams whose text was left out: line feeds in it. */
  readonly #gaps = new Map<string, { lost: number; readonly last: LogText }>();

  constructor(maxCharacters = MAX_WAITING_LOG_CHARACTERS) {
    this.#maxCharacters = maxCharacters;
  }

  get isEmpty(): boolean {
    return this.#head === this.#waiting.length && this.#gaps.size === 0;
  }

  push(event: LogText): void {
    this.#waiting.push(event);
    this.#characters += event.text.length;
    while (this.#characters > this.#maxCharacters) this.#leaveOut();
  }

  /** Text in its order, until it is `room` characters or more; with all that waits come the gaps at the end. */
  take(room: number): LogText[] {
    const taken: LogText[] = [];
    for (let left = room; left > 0;) {
      const event = this.#shift();
      if (!event) {
        for (const { lost, last } of this.#gaps.values()) taken.push({ ...last, lost });
        this.#gaps.clear();
        break;
      }
      left -= event.text.length;
      const gap = this.#gaps.get(toKey(event));
      if (gap) this.#gaps.delete(toKey(event));
      taken.push(gap ? { ...event, lost: (event.lost ?? 0) + gap.lost } : event);
    }
    return taken;
  }

  #leaveOut(): void {
    const event = this.#shift();
    if (!event) return;
    const lost = (event.lost ?? 0) + lineFeeds(event.text);
    const gap = this.#gaps.get(toKey(event));
    if (gap) gap.lost += lost;
    else this.#gaps.set(toKey(event), { lost, last: { ...event, text: '' } });
  }

  #shift(): LogText | undefined {
    const event = this.#waiting[this.#head];
    if (!event) return undefined;
    this.#head += 1;
    this.#characters -= event.text.length;
    if (this.#head * 2 >= this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
    return event;
  }
}

function toKey(event: LogText): string {
  return event.type === 'output' ? `${event.stream} ${event.name}` : `file ${event.path}`;
}
