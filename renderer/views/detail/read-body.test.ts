import { afterEach, describe, expect, it, vi } from 'vitest';
import { bodyAddress, readBody } from './read-body.ts';

afterEach(() => vi.unstubAllGlobals());
const answer = (response: Response) => vi.stubGlobal('fetch', () => Promise.resolve(response));
const signal = new AbortController().signal;

describe('reading a body', () => {
  it('asks for decoded content unless told otherwise, in its own workspace', () => {
    expect(bodyAddress('7', 'response', false, '')).toBe('/body/7/response');
    expect(bodyAddress('7', 'request', true, '?workspace=f1')).toBe('/body/7/request?raw&workspace=f1');
  });

  it('gives the bytes and why decoding stopped', async () => {
    answer(new Response('abc', { headers: { 'x-throughline-fault': 'body-undecodable' } }));
    const body = await readBody('/body/7/response', signal);
    expect(body.fault).toBe('body-undecodable');
    expect([...body.bytes]).toEqual([97, 98, 99]);
  });

  it('takes a body that is not there for an empty one, and fails on all else', async () => {
    answer(new Response('', { status: 404 }));
    expect((await readBody('/b', signal)).bytes).toHaveLength(0);
    answer(new Response('', { status: 500, statusText: 'Oops' }));
    await expect(readBody('/b', signal)).rejects.toThrow('500 Oops');
  });
});
