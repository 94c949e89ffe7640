// Proxy, tests only: what a change of content gives to the browser, in one list.
import type { ChangedContent } from '../../content-change.ts';

export class ChangedOutput implements ChangedContent {
  /** `open`, `pass`, `ready` and `finish` by name, content as text. */
  readonly heard: string[] = [];
  rawHeaders: readonly string[] | undefined;

  open(rawHeaders: readonly string[]): void {
    this.rawHeaders = rawHeaders;
    this.heard.push('open');
  }

  pass(): void {
    this.heard.push('pass');
  }

  give(bytes: Buffer): void {
    this.heard.push(bytes.toString());
  }

  ready(): void {
    this.heard.push('ready');
  }

  finish(): void {
    this.heard.push('finish');
  }

  broke(error: Error): void {
    this.heard.push(error.message);
  }
}
