// Shell: what the host needs of the shell it runs in; a window's dialogs or a browser's downloads.

export interface ShellServices {
  readonly kind: 'electron' | 'browser';
  /** Asks which file to open; undefined when that was cancelled. Absent where a page uploads instead. */
  readonly askOpen?: () => Promise<string | undefined>;
  /** Asks where to save; undefined when that was cancelled. Absent where `offer` is there. */
  readonly askSave?: (suggestedName: string) => Promise<string | undefined>;
  /** Takes over a finished file and gives the address under which it can be fetched. */
  readonly offer?: (path: string, name: string) => Promise<string>;
  /** Has the system open an editor's own URL (`vscode://…`); absent where a page goes there itself. */
  readonly openLink?: (url: string) => Promise<void>;
  /** Shows a workspace in a window of its own, or gives the address at which a page shows it. */
  readonly show: (workspaceId: string) => string | undefined;
}
