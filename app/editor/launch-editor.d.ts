// Shell: types of the parts of launch-editor that come without.
declare module 'launch-editor/get-args' {
  /** What an editor's command takes to open a place. */
  function getArguments(
    editor: string,
    fileName: string,
    lineNumber: number,
    columnNumber: number,
  ): (string | number)[];
  export = getArguments;
}

declare module 'launch-editor/guess' {
  export function getEditorFromLinuxProcesses(output: string): string | undefined;
  export function getEditorFromMacProcesses(output: string): string | undefined;
  export function getEditorFromWindowsProcesses(output: string): string | undefined;
}
