// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { chooseUpload } from './upload.ts';

/** Has the reader choose this file, or none. */
function choosing(file: File | undefined): void {
  vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(function (this: HTMLInputElement) {
    if (file) Object.defineProperty(this, 'files', { value: [file] });
    this.dispatchEvent(new Event(file ? 'change' : 'cancel'));
  });
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('chooseUpload', () => {
  it('hands the file to the host and takes its answer', async () => {
    const post = vi.fn(async () => Response.json({ ok: true, location: '/?workspace=w2' }));
    vi.stubGlobal('fetch', post);
    choosing(new File(['x'], 'a b.har'));
    await expect(chooseUpload()).resolves.toEqual({ ok: true, location: '/?workspace=w2' });
    expect(post.mock.calls[0]).toMatchObject(['/open?name=a%20b.har', { method: 'POST' }]);
  });

  it('says what the host said when it refused', async () => {
    vi.stubGlobal('fetch', async () => new Response('no', { status: 413, statusText: 'Too Large' }));
    choosing(new File(['x'], 'a.har'));
    await expect(chooseUpload()).resolves.toMatchObject({ ok: false, message: '413 Too Large' });
  });

  it('does nothing when none is chosen', async () => {
    const post = vi.fn();
    vi.stubGlobal('fetch', post);
    choosing(undefined);
    await expect(chooseUpload()).resolves.toEqual({ ok: true });
    expect(post).not.toHaveBeenCalled();
  });
});
