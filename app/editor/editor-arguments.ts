// Shell: what an editor's command is given to open a place, as a list of arguments: no shell ever reads it.
import getArguments from 'launch-editor/get-args';
import { Fault } from '../../main/base/fault.ts';

/** A place in a file. Line and column count from 1. */
export interface FilePlace {
  /** Absolute. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** The arguments that an editor takes, by the name of its command. */
export function toArguments(command: string, { path, line, column }: FilePlace): string[] {
  const name = command.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '');
  const goTo = `${path}:${line}:${column}`;
  switch (name) {
    case 'nvim':
    case 'vi':
      return [`+call cursor(${line}, ${column})`, path];
    case 'nano':
      return [`+${line},${column}`, path];
    case 'zeditor':
      return [goTo];
    case 'vscodium':
    case 'windsurf':
      return ['-r', '-g', goTo];
    default:
      return getArguments(name, path, line, column).map(String);
  }
}

/** Whether a configured editor is a command with places to fill in. */
export function isTemplate(editor: string): boolean {
  return /\{(?:file|line|column)\}/.test(editor);
}

/**
 * `"my editor" --line {line} {file}` as command and arguments. Words are parted by blanks, quotes keep them together, and
 * only then the places are filled in, so that nothing in a file's name becomes a word of its own. Throws a Fault with
 * code `editor-invalid`.
 */
export function fillTemplate(template: string, { path, line, column }: FilePlace): [string, ...string[]] {
  const values: Readonly<Record<string, string>> = { file: path, line: String(line), column: String(column) };
  const words = splitWords(template).map((word) =>
    word.replace(/\{(file|line|column)\}/g, (_, name: string) => values[name] ?? ''),
  );
  const [command, ...args] = words;
  if (command === undefined || !template.includes('{file}')) throw invalidTemplate(template);
  return [command, ...args];
}

/** Words with their quotes taken away. Throws a Fault where a quote is not closed. */
function splitWords(template: string): string[] {
  const words = [...template.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word);
  if (words.join('').length !== template.replace(/("[^"]*"|'[^']*')|\s/g, '$1').length) throw invalidTemplate(template);
  return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}

function invalidTemplate(template: string): Fault {
  return new Fault(
    'editor-invalid',
    `The editor ${JSON.stringify(template)} can't be used: write a command with {file} in it, and close its quotes.`,
  );
}
