// Renderer tests: has a mocked `query` answer by its name and first argument.
import { vi } from 'vitest';

type Ask = (name: string, ids: readonly string[]) => Promise<unknown>;

/** `query` must be a mock; its own types can't carry the link between a name and its arguments. */
export function answerQueries(query: unknown, answer: (name: string, ids: readonly string[]) => unknown): void {
  vi.mocked(query as Ask).mockImplementation((name, ids) => Promise.resolve(answer(name, ids)));
}
