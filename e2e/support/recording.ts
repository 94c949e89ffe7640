// End to end: a recording without a window, in front of a server of the test's own.
import { createFolder } from './folder.ts';
import { type Throughline, startThroughline } from './throughline.ts';

export interface RecordingOptions {
  readonly target: string;
  /** More arguments, such as `--har`. */
  readonly args?: readonly string[];
}

/** Starts `throughline --headless` in a folder of its own; `kill` takes the folder away too, also after `stop`. */
export async function startRecording({ target, args = [] }: RecordingOptions): Promise<Throughline> {
  const folder = createFolder();
  const own = ['--headless', '--port', '0', '--session', folder.at('session.tline'), '--target', target, ...args];
  const throughline = await startThroughline(own, folder);
  return {
    ...throughline,
    kill: async () => {
      await throughline.kill();
      folder.remove();
    },
  };
}
