// End to end: a HAR file held against the HAR 1.2 schema.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Har } from 'har-format';

const validate = createRequire(import.meta.url)('har-validator') as { har(data: unknown): Promise<unknown> };

/** Reads a HAR file; rejects with what is wrong unless it is valid. */
export async function readValidHar(path: string): Promise<Har> {
  const har = JSON.parse(readFileSync(path, 'utf8')) as Har;
  try {
    await validate.har(har);
  } catch (fault) {
    const errors = fault instanceof Error && 'errors' in fault ? fault.errors : String(fault);
    throw new Error(`${path} is no valid HAR 1.2: ${JSON.stringify(errors)}`, { cause: fault });
  }
  return har;
}
