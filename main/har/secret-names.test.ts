import { expect, it } from 'vitest';
import { isSecretHeader, isSecretText, nameSecrecy } from './secret-names.ts';

it.each([
  'Authorization',
  'COOKIE',
  'x-api-key',
  'X-Goog-Api-Key',
  'Private-Token',
  'X-Vault-Token',
  'X-Client-Secret',
  'x-session-id',
])('the field %s is a secret', (name) => expect(isSecretHeader(name)).toBe(true));

it.each(['Accept', 'Content-Type', 'X-Request-Id', 'Sec-WebSocket-Key', 'ETag', 'WWW-Authenticate', 'X-Token-Count'])(
  'the field %s is none',
  (name) => expect(isSecretHeader(name)).toBe(false),
);

it.each([
  ...[
    'token',
    'access_token',
    'idToken',
    'refresh-token',
    'password',
    'passwd',
    'new_password',
    'secret',
    'client_secret',
  ],
  ...[
    'api_key',
    'apikey',
    'apiKey',
    'x-api-key',
    'X-Amz-Signature',
    'set-cookie',
    'credentials',
    'jwt',
    'user[password]',
  ],
])('%s always names a secret', (name) => expect(nameSecrecy(name)).toBe('always'));

it.each(['key', 'code', 'session', 'sid', 'auth', 'sig'])('%s may name one', (name) =>
  expect(nameSecrecy(name)).toBe('maybe'),
);

it.each([
  'name',
  'q',
  'max_tokens',
  'completion_tokens',
  'keys',
  'codec',
  'author',
  'passenger',
  'tokenizer',
  'bypass',
])('%s names none', (name) => expect(nameSecrecy(name)).toBe('never'));

it('judges a doubtful name by its value', () => {
  expect(isSecretText('code', 'ab12xyz')).toBe(true);
  expect(isSecretText('code', 'NOT_FOUND')).toBe(false);
  expect(isSecretText('key', 'ArrowUp')).toBe(false);
  expect(isSecretText('token', '')).toBe(false);
});
