// End to end: what `throughline inspect` prints of a session file, held against the contract's schema.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { createFolder } from './folder.ts';
import { runThroughline } from './throughline.ts';

const SCHEMA_FILE = join(dirname(fileURLToPath(import.meta.url)), '../fixtures/contract.schema.json');

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
const schema = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')) as { readonly $id: string };
ajv.addSchema(schema);

/** Kinds that the contract does not speak of. */
const BEYOND_CONTRACT = new Set(['pages', 'actions', 'profiles', 'traces']);

export interface InspectOptions {
  readonly id?: string;
  readonly bodies?: boolean;
}

/** What `inspect` prints for one kind; rejects when it fails or prints something that the contract does not allow. */
export async function inspect<T>(session: string, kind: string, options: InspectOptions = {}): Promise<T> {
  const folder = createFolder();
  try {
    const args = ['inspect', session, '--kind', kind];
    if (options.id !== undefined) args.push('--id', options.id);
    if (options.bodies === true) args.push('--bodies');
    const { code, stdout, stderr } = await runThroughline(args, folder);
    if (code !== 0) throw new Error(`inspect --kind ${kind} ended with ${code}: ${stderr}`);
    const printed = JSON.parse(stdout) as T;
    if (!BEYOND_CONTRACT.has(kind)) checkContract(kind, printed);
    return printed;
  } finally {
    folder.remove();
  }
}

/** Throws unless the value, or each member of the array, has the shape that the contract names so. */
export function checkContract(name: string, value: unknown): void {
  const validate = ajv.getSchema(`${schema.$id}#/$defs/${name}`);
  if (!validate) throw new Error(`The contract has no definition named ${name}.`);
  if (validate(value) !== true)
    throw new Error(`Not what the contract says of ${name}: ${ajv.errorsText(validate.errors)}`);
}
