// Demo: builds and runs the Go back end where this machine has Go and the packages it needs.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SOURCES = join(dirname(fileURLToPath(import.meta.url)), 'backend-go');
const CACHE = join(SOURCES, '../../.cache/demo');
/** Where Debian's packages lay Go sources. */
const DEBIAN_GOPATH = '/usr/share/gocode';
/** One package of each that it needs. */
const NEEDED = [
  'github.com/andybalholm/brotli',
  'github.com/gin-gonic/gin',
  'github.com/golang-jwt/jwt',
  'github.com/gorilla/websocket',
  'github.com/prometheus/client_golang/prometheus',
  'go.opentelemetry.io/otel/sdk/trace',
  'go.uber.org/zap',
];
/** A first build compiles all packages, in milliseconds. */
const BUILD_LIMIT_MS = 170_000;

/** The folder that has the packages; undefined where they are nowhere. */
function findGoPath() {
  const folders = [...(process.env['GOPATH']?.split(delimiter) ?? []), DEBIAN_GOPATH];
  return folders.find((folder) => NEEDED.every((name) => existsSync(join(folder, 'src', name))));
}

/**
 * Builds it, or finds what was built before from the same sources.
 * @returns {Promise<string | undefined>} The program's path; undefined where it can't be built here, and stderr says why.
 */
export async function buildGoBackend() {
  const goPath = findGoPath();
  if (goPath === undefined) {
    process.stderr.write('Go or its packages are not installed, so the shop runs on its Node back end.\n');
    return undefined;
  }
  try {
    return await build(goPath);
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    process.stderr.write(`The Go back end could not be built: ${why.split('\n').slice(0, 3).join(' ')}\n`);
    return undefined;
  }
}

/** @param {string} goPath */
async function build(goPath) {
  const hash = createHash('sha256');
  for (const name of readdirSync(SOURCES).sort()) hash.update(name).update(readFileSync(join(SOURCES, name)));
  const program = join(CACHE, `backend-go-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(program)) return program;
  process.stderr.write('Building the Go back end, once …\n');
  mkdirSync(CACHE, { recursive: true });
  const unfinished = `${program}.${process.pid}`;
  const env = { ...process.env, GO111MODULE: 'off', GOPATH: goPath };
  await promisify(execFile)('go', ['build', '-o', unfinished, '.'], { cwd: SOURCES, env, timeout: BUILD_LIMIT_MS });
  renameSync(unfinished, program);
  return program;
}

/**
 * Runs it until it ends. It has our standard streams, so it says itself where it is, and ends when stdin does.
 * @param {string} program
 * @param {string} host
 * @returns {Promise<number>} Its exit code.
 */
export function runGoBackend(program, host) {
  const child = spawn(program, ['-host', host], { stdio: 'inherit' });
  process.once('SIGTERM', () => child.kill('SIGTERM'));
  process.once('SIGINT', () => child.kill('SIGINT'));
  return new Promise((done, failed) => child.once('error', failed).once('close', (code) => done(code ?? 1)));
}
