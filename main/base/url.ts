// Base: URLs from text that may be none.

/** The URL that a text stands for; undefined where it is none. (`URL.canParse` is newer than the oldest runtime here.) */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    // Not a URL: that is the answer.
    return undefined;
  }
}
