// Renderer frame: opening a file in a browser: the reader chooses one, the host takes its bytes and answers with the address of its window.
import { UPLOAD_PATH } from '../../main/model/link.ts';
import type { CommandResult } from '../../main/model/protocol.ts';

/** Lets the reader choose a file and hands it to the host. Choosing none is an answer too. */
export async function chooseUpload(): Promise<CommandResult> {
  const file = await chooseFile();
  if (!file) return { ok: true };
  const answer = await fetch(`${UPLOAD_PATH}?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file });
  const result: unknown = await answer.json().catch(() => undefined);
  if (isResult(result)) return result;
  return { ok: false, code: 'upload-failed', message: `${answer.status} ${answer.statusText}` };
}

function chooseFile(): Promise<File | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.tline,.har';
    input.addEventListener('change', () => resolve(input.files?.[0]));
    input.addEventListener('cancel', () => resolve(undefined));
    input.click();
  });
}

function isResult(value: unknown): value is CommandResult {
  return typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean';
}
