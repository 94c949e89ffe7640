// End to end: presses the buttons of an application that fail, and holds the frames of all errors so far against the marks in its sources.
import { findMarks } from './source-marks.ts';
import { expect, type SourceRun, type Thrown } from './source-run.ts';

/** Where each button's frames are, the innermost first. */
export type ButtonFrames = Readonly<Record<string, readonly (readonly [file: string, mark: string])[]>>;

export interface PositionCheckOptions {
  readonly frames: ButtonFrames;
  /** The tool puts modules into one script. */
  readonly isBundled: boolean;
  /** What its maps know. */
  readonly maps: 'columns' | 'lines';
}

interface Failure {
  readonly title: string;
  readonly thrown: Thrown;
  readonly places: readonly string[];
}

export class PositionCheck {
  readonly #run: SourceRun;
  readonly #options: PositionCheckOptions;
  readonly #failures: Failure[] = [];

  constructor(run: SourceRun, options: PositionCheckOptions) {
    this.#run = run;
    this.#options = options;
  }

  /** Presses each button; the sources as they are now say where its frames are. */
  async pressAll(when: string): Promise<readonly Failure[]> {
    const buttons = Object.keys(this.#options.frames);
    for (const button of buttons) {
      const places = this.#placesOf(button);
      this.#failures.push({ title: `${button}, ${when}`, thrown: await this.#run.press(button), places });
    }
    return this.#failures.slice(-buttons.length);
  }

  /** All errors so far, looked up by their stacks. */
  async expectPlaces(when: string): Promise<void> {
    for (const { title, thrown, places } of this.#failures) {
      expect(await this.#run.ownFrames(thrown), `${title}, asked ${when}`).toEqual(places);
    }
  }

  /** The same errors as the page told them and the session has them. Ends the recording. */
  async expectRecorded(): Promise<void> {
    const recorded = await this.#run.recorded();
    for (const { title, places } of this.#failures) {
      expect(recorded, `${title}, as the page told it`).toContainEqual(places);
    }
  }

  #placesOf(button: string): readonly string[] {
    const { frames, isBundled, maps } = this.#options;
    return (frames[button] ?? []).map(([file, mark]) => {
      const place = findMarks(this.#run.server.read(file), isBundled).get(mark);
      return [file, place?.line, ...(maps === 'lines' ? [] : [place?.column])].join(':');
    });
  }
}
