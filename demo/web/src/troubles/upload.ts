// Demo, front end: uploads, as a form and as raw bytes. The back end answers with size and hash.
import { requestJson } from '../shop/api.ts';
import type { Trouble } from './trouble.ts';

interface Receipt {
  readonly size: number;
  readonly sha256: string;
}

/** The size of the raw upload in bytes. */
const RAW_BYTES = 512 * 1024;

const send = async (body: BodyInit): Promise<string> => {
  const receipt = await requestJson<Receipt>('/api/upload', { method: 'POST', body });
  return `${receipt.size} bytes, ${receipt.sha256.slice(0, 8)}`;
};

export const formUpload: Trouble = {
  id: 'form-upload',
  label: 'Upload a form',
  hint: 'multipart/form-data with two fields and a file.',
  run: () => {
    const form = new FormData();
    form.append('title', 'My mug');
    form.append('stars', '5');
    form.append('photo', new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'mug.svg', { type: 'image/svg+xml' }));
    return send(form);
  },
};

export const rawUpload: Trouble = {
  id: 'raw-upload',
  label: 'Upload raw bytes',
  hint: '512 KiB of bytes; the hash must be the same each time.',
  run: () => send(new Blob([Uint8Array.from({ length: RAW_BYTES }, (_, i) => i % 251)])),
};
