// Demo, front end: a bearer token that has run out, and a new one.
import type { Trouble } from './trouble.ts';

const askPrivate = async (seconds: number): Promise<number> => {
  const { token } = (await (await fetch(`/api/sign-in?seconds=${seconds}`, { method: 'POST' })).json()) as {
    token: string;
  };
  const answer = await fetch('/api/private', { headers: { Authorization: `Bearer ${token}` } });
  await answer.text();
  return answer.status;
};

export const expiredToken: Trouble = {
  id: 'expired-token',
  label: 'Expired token',
  hint: 'A JSON Web Token that ran out a minute ago is refused with 401; a new one is taken.',
  run: async () => `${await askPrivate(-60)}, then ${await askPrivate(60)}`,
};
