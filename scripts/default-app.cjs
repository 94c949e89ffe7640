// Scripts: what the Electron test runtime runs first. Loads the app folder named on the command line, as Electron's own default app does.
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const { join, resolve } = require('node:path');
const { app } = require('electron');

const preloads = [];
let folder;
for (let i = 1; i < process.argv.length && folder === undefined; i += 1) {
  const word = process.argv[i];
  if (word === '-r' || word === '--require') preloads.push(process.argv[(i += 1)]);
  else if (!word.startsWith('-')) folder = resolve(word);
}

if (folder === undefined || !existsSync(folder)) {
  process.stderr.write(`No app folder on the command line, or it does not exist: ${folder}\n`);
  process.exit(2);
}

Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
if (preloads.length > 0) Module._preloadModules(preloads);

const manifestPath = join(folder, 'package.json');
if (existsSync(manifestPath)) {
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
  if (manifest.version) app.setVersion(manifest.version);
  app.setName(manifest.productName ?? manifest.name ?? 'Electron');
  app.setPath('userData', join(app.getPath('appData'), app.getName()));
}
app.setAppPath(folder);
Module._load(folder, module, true);
