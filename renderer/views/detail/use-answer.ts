// View: what was asked of the session, as it stands. Answers that came too late are dropped.
import { useEffect, useEffectEvent, useState } from 'react';

export interface Answer<T> {
  /** The last answer about the same subject; absent before the first. */
  readonly value?: T;
  /** Why the last question was not answered. */
  readonly error?: string;
  /** The question stands open. */
  readonly busy: boolean;
}

interface Held<T> {
  readonly subject: string;
  readonly key: string;
  readonly value?: T;
  readonly error?: string;
}

/**
 * Asks whenever `key` changes. The answer before is kept while a new one about the same `subject` is on its way, so that
 * nothing flickers. Without a subject nothing is asked.
 */
export function useAnswer<T>(
  subject: string | undefined,
  key: string,
  ask: (signal: AbortSignal) => Promise<T>,
): Answer<T> {
  const [held, setHeld] = useState<Held<T>>();
  const put = useEffectEvent(ask);
  useEffect(() => {
    if (subject === undefined) return;
    const stop = new AbortController();
    put(stop.signal).then(
      (value) => {
        if (!stop.signal.aborted) setHeld({ subject, key, value });
      },
      (fault: unknown) => {
        const error = fault instanceof Error ? fault.message : String(fault);
        if (!stop.signal.aborted) setHeld({ subject, key, error });
      },
    );
    return () => stop.abort();
  }, [subject, key]);
  return toAnswer(held, subject, key);
}

/** What a held answer is worth for this subject and key. */
export function toAnswer<T>(held: Held<T> | undefined, subject: string | undefined, key: string): Answer<T> {
  const busy = subject !== undefined && (held?.subject !== subject || held.key !== key);
  if (held === undefined || held.subject !== subject) return { busy };
  const value = held.value === undefined ? {} : { value: held.value };
  return held.error === undefined || busy ? { ...value, busy } : { ...value, error: held.error, busy };
}

/** How long something may take before it is called loading, in milliseconds. */
export const LOADING_AFTER_MS = 300;

/** True once `busy` has lasted. */
export function useLate(busy: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!busy) return;
    const timer = window.setTimeout(() => setLate(true), LOADING_AFTER_MS);
    return () => {
      window.clearTimeout(timer);
      setLate(false);
    };
  }, [busy]);
  return late && busy;
}
