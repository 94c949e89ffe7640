// Electron shell: which of the process's arguments are the user's.
import { resolve } from 'node:path';

/** Chromium's and Electron's own switches that may stand among ours and mean nothing to us. */
const RUNTIME_SWITCH =
  /^--?(no-sandbox|sandbox|inspect(-brk)?|remote-debugging-(port|pipe)|user-data-dir|disable-[\w-]+|enable-[\w-]+|ozone-platform(-hint)?|force-[\w-]+|lang|original-process-start-time|allow-file-access-from-files|use-gl|headless=\w+|password-store|no-zygote|in-process-gpu|use-angle|gtk-version|psn_[\w]+)(=.*)?$/;

/**
 * The user's arguments of a process: what follows the app's folder in a checkout, what follows the program in a packaged app,
 * without the runtime's switches before a `--`.
 */
export function userArguments(
  argv: readonly string[],
  app: { readonly packaged: boolean; readonly path: string; readonly folder: string },
): string[] {
  const given = argv.slice(1);
  const at = app.packaged
    ? -1
    : given.findIndex((arg) => !arg.startsWith('-') && resolve(app.folder, arg) === resolve(app.path));
  const own = given.slice(at + 1);
  const end = own.indexOf('--');
  const before = (end === -1 ? own : own.slice(0, end)).filter((arg) => !RUNTIME_SWITCH.test(arg));
  return [...before, ...(end === -1 ? [] : own.slice(end))];
}
