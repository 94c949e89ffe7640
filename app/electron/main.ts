// Electron shell: the entry point. Decides whether this process is the app, a word to the app that runs, or a mistake.
import { app } from 'electron';
import { parseArguments } from '../cli/options.ts';
import { readInstallation } from '../run/installation.ts';
import { registerAppScheme } from './app-scheme.ts';
import { type SecondStart, runElectronApp } from './electron-app.ts';
import { userArguments } from './launch-arguments.ts';

const installation = readInstallation();
const args = userArguments(process.argv, { packaged: app.isPackaged, path: app.getAppPath(), folder: process.cwd() });
const invocation = parseArguments(args, installation.version);

if (invocation.verb === 'said') {
  (invocation.code === 0 ? process.stdout : process.stderr).write(invocation.text);
  app.exit(invocation.code);
} else if (invocation.verb !== 'run' && invocation.verb !== 'open') {
  process.stderr.write('throughline: this verb needs no window; run it with the throughline command.\n');
  app.exit(2);
} else if (!app.requestSingleInstanceLock({ args, folder: process.cwd() } satisfies SecondStart)) {
  process.stderr.write('Throughline runs already; its window was asked. For a recording beside it, use --browser.\n');
  app.exit(0);
} else {
  registerAppScheme();
  void runElectronApp(invocation, installation);
}
