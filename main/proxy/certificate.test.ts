import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { obtainCertificate } from './certificate.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-certificate-'));
});
afterEach(() => rm(folder, { recursive: true }));

const DAY_MS = 24 * 60 * 60 * 1000;

describe('the local certificate', () => {
  it('is kept, and readable by its user only', async () => {
    const first = await obtainCertificate('127.0.0.1', folder, systemClock);
    const second = await obtainCertificate('127.0.0.1', folder, systemClock);
    expect(second).toEqual(first);
    expect((await stat(join(folder, 'local-certificate.pem'))).mode & 0o777).toBe(0o600);
    const parsed = new X509Certificate(first.cert);
    expect(parsed.checkHost('localhost')).toBe('localhost');
    expect(parsed.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(parsed.checkIP('::1')).toBeDefined();
  });

  it('is made anew for another host, before it ends, and when its file is damaged', async () => {
    const first = await obtainCertificate('127.0.0.1', folder, systemClock);
    const other = await obtainCertificate('192.0.2.7', folder, systemClock);
    expect(other).not.toEqual(first);
    expect(new X509Certificate(other.cert).checkIP('192.0.2.7')).toBe('192.0.2.7');
    const renewed = await obtainCertificate('192.0.2.7', folder, () => systemClock() + 391 * DAY_MS);
    expect(renewed).not.toEqual(other);
    await writeFile(join(folder, 'local-certificate.pem'), 'damaged');
    expect((await obtainCertificate('127.0.0.1', folder, systemClock)).cert).toContain('BEGIN CERTIFICATE');
  });
});
