// Pure: the address of a trace in the team's own trace viewer.

export interface ViewerSlots {
  readonly traceId: string;
  /** The selected span; empty where none is. */
  readonly spanId: string;
  /** Milliseconds since the Unix epoch. */
  readonly from: number;
  readonly to: number;
}

/** Room left around the trace, as viewers search by whole milliseconds and other clocks, in milliseconds. */
const ROOM_MS = 1_000;

/** Fills `{traceId}`, `{spanId}`, `{from}` and `{to}`, URL-encoded; undefined unless that gives an http or https address. */
export function viewerLink(template: string, { traceId, spanId, from, to }: ViewerSlots): string | undefined {
  const values: Readonly<Record<string, string>> = {
    traceId,
    spanId,
    from: String(Math.floor(from) - ROOM_MS),
    to: String(Math.ceil(to) + ROOM_MS),
  };
  const text = template.replace(/\{(traceId|spanId|from|to)\}/g, (_slot, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  );
  try {
    const { protocol, href } = new URL(text);
    return protocol === 'http:' || protocol === 'https:' ? href : undefined;
  } catch {
    // No address at all: there is nothing to open.
    return undefined;
  }
}
