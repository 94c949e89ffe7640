// View: what processes, pages and programs wrote, in one stream.

/** The Logs view. */
export function LogsView() {
  return null;
}
