import { expect, it } from 'vitest';
import { parseWebpackError } from './webpack-error.ts';

it('reads an error with its fields', () => {
  expect(parseWebpackError({ moduleName: './src/a.js', loc: '3:21-34', message: "export 'b' was not found" })).toEqual({
    message: "export 'b' was not found",
    file: './src/a.js',
    line: 3,
    column: 22,
  });
});

it('takes the file from the end of a chain of loaders', () => {
  const error = { moduleIdentifier: 'javascript/auto|/app/loader.js??x!/app/src/a.jsx?y|rsc', message: 'no' };
  expect(parseWebpackError(error)?.file).toBe('/app/src/a.jsx');
});

it('takes the place of a loader error from its message', () => {
  const message =
    'Module build failed (from ./node_modules/babel-loader/lib/index.js):\nSyntaxError: /app/src/App.jsx: Unexpected token (14:45)\n\n  13 | <p>\n> 14 |   {n +}\n     |       ^';
  expect(parseWebpackError({ moduleName: './src/App.jsx', message })).toMatchObject({
    file: './src/App.jsx',
    line: 14,
    column: 46,
    codeFrame: '  13 | <p>\n> 14 |   {n +}\n     |       ^',
  });
  expect(parseWebpackError({ message })?.file).toBe('/app/src/App.jsx');
});

it('reads a text whose first line is the place', () => {
  expect(parseWebpackError("./src/view.js 1:0-19\nModule not found: Error: Can't resolve './n.js'")).toEqual({
    message: "Module not found: Error: Can't resolve './n.js'",
    file: './src/view.js',
    line: 1,
    column: 1,
  });
  expect(parseWebpackError('./src/view.js\nModule build failed')).toEqual({
    message: 'Module build failed',
    file: './src/view.js',
  });
  expect(parseWebpackError('Something went wrong')).toEqual({ message: 'Something went wrong' });
});

it('reads what Turbopack writes, whose columns count from 1', () => {
  const message = './app/a.jsx:5:3\nError: no\n  4 | a\n> 5 |   b\n    |   ^\n\nImport trace:\n  ./app/page.jsx';
  expect(parseWebpackError({ message })).toEqual({
    message: 'Error: no',
    file: './app/a.jsx',
    line: 5,
    column: 3,
    codeFrame: '  4 | a\n> 5 |   b\n    |   ^',
  });
});

it('gives nothing for what is no error', () => {
  expect([parseWebpackError(undefined), parseWebpackError({}), parseWebpackError(3)]).toEqual(Array(3).fill(undefined));
});
