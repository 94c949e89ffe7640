import { describe, expect, it } from 'vitest';
import { userArguments } from './launch-arguments.ts';

const checkout = { packaged: false, path: '/srv/app', folder: '/home/u' };

describe('userArguments', () => {
  it('starts after the app folder in a checkout, wherever the runtime put its switches', () => {
    expect(userArguments(['electron', '--no-sandbox', '/srv/app', '--port', '0', 'localhost:1'], checkout)).toEqual([
      '--port',
      '0',
      'localhost:1',
    ]);
    expect(userArguments(['electron', '../../srv/app', '--inspect=0', 'a.tline'], checkout)).toEqual(['a.tline']);
  });

  it('starts after the program in a packaged app', () => {
    const packaged = { packaged: true, path: '/opt/t/resources/app.asar', folder: '/' };
    expect(userArguments(['/opt/t/throughline', '--no-sandbox', '/x/a.har'], packaged)).toEqual(['/x/a.har']);
    expect(userArguments(['/opt/t/throughline'], packaged)).toEqual([]);
  });

  it("leaves our own switches and the command's arguments alone", () => {
    const args = ['--headless', '--no-inject', '--', 'vite', '--no-sandbox', '--disable-x'];
    expect(userArguments(['electron', '/srv/app', '--disable-gpu', ...args], checkout)).toEqual(args);
  });
});
