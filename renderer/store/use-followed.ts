// Renderer store: a question of a view, followed while the view is shown.
import { useEffect, useRef, useState } from 'react';
import { Follower } from './follower.ts';

/** An answer with the key of its question. */
interface Answered<T> {
  readonly key: string;
  readonly value: T | undefined;
}

/**
 * The answer to a question that `key` names, asked again when `version` changes, at most once every `periodMs`; without a version it is not asked. While the first answer
 * to a new key is awaited, the last one to the key before stands; undefined where there is none or the host is away.
 */
export function useFollowed<T>(
  key: string,
  version: string | number | undefined,
  ask: () => Promise<T>,
  periodMs: number,
): Answered<T> | undefined {
  const [answer, setAnswer] = useState<Answered<T>>();
  const follower = useRef<Follower<T>>(undefined);
  const question = useRef(ask);
  useEffect(() => {
    question.current = ask;
  });
  useEffect(() => {
    const following = new Follower(
      () => question.current(),
      periodMs,
      (value) => setAnswer((held) => (value === undefined && held?.key === key ? held : { key, value })),
    );
    follower.current = following;
    return () => following.close();
  }, [key, periodMs]);
  useEffect(() => {
    if (version !== undefined) follower.current?.follow(version);
  }, [key, version, periodMs]);
  return answer;
}
