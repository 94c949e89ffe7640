// Proxy: the local certificate that `--https` needs, made once and kept private to the user.
import { X509Certificate } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import type { Clock } from '../base/clock.ts';
import { isWildcard } from './loopback.ts';

/** PEM texts. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** Browsers take no certificate that is valid for longer than 398 days; in milliseconds. */
const VALIDITY_MS = 397 * 24 * 60 * 60 * 1000;
/** A kept certificate that ends within this time is replaced, in milliseconds. */
const RENEWAL_MS = 7 * 24 * 60 * 60 * 1000;
const FILE_NAME = 'local-certificate.pem';

/** The certificate kept in `folder`, or a new one kept there from now on; without a folder a new one for this run only. */
export async function obtainCertificate(host: string, folder: string | undefined, clock: Clock): Promise<Certificate> {
  if (folder === undefined) return createCertificate(host, clock);
  const path = join(folder, FILE_NAME);
  const kept = await readKept(path, host, clock);
  if (kept) return kept;
  const made = await createCertificate(host, clock);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const partial = `${path}.${process.pid}`;
  await writeFile(partial, made.key + made.cert, { mode: 0o600 });
  await rename(partial, path);
  return made;
}

async function readKept(path: string, host: string, clock: Clock): Promise<Certificate | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'latin1');
    await chmod(path, 0o600);
  } catch {
    return undefined; // There is none yet, or it is not ours to read: a new one is made.
  }
  const key = /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]+-----END [A-Z ]*PRIVATE KEY-----\s*/.exec(text)?.[0];
  const cert = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\s*/.exec(text)?.[0];
  if (key === undefined || cert === undefined) return undefined;
  const parsed = new X509Certificate(cert);
  const fits = Date.parse(parsed.validTo) - clock() > RENEWAL_MS && covers(parsed, host);
  return fits ? { key, cert } : undefined;
}

function covers(certificate: X509Certificate, host: string): boolean {
  if (isWildcard(host)) return true;
  return (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) !== undefined;
}

async function createCertificate(host: string, clock: Clock): Promise<Certificate> {
  const now = clock();
  const made = await generate([{ name: 'commonName', value: 'Throughline on this machine' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    // An hour back, for clocks that differ a little.
    notBeforeDate: new Date(now - 60 * 60 * 1000),
    notAfterDate: new Date(now + VALIDITY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: toAltNames(host) },
    ],
  });
  return { key: made.private.trimEnd() + '\n', cert: made.cert.trimEnd() + '\n' };
}

function toAltNames(host: string): ({ type: 2; value: string } | { type: 7; ip: string })[] {
  const names = new Set(['localhost', '127.0.0.1', '::1', ...(isWildcard(host) ? [] : [host])]);
  return [...names].map((name) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name }));
}
