// Shell: flags of the command line whose capability this version does not have. A row goes when the capability comes.
import { type Command, Option } from 'commander';

interface AbsentOption {
  readonly flags: string;
  /** The value that asks for nothing, and so needs no word. */
  readonly off?: string;
  readonly sentence: string;
}

const ABSENT_OPTIONS: readonly AbsentOption[] = [
  {
    flags: '--otlp-port <n>',
    off: 'off',
    sentence: 'This version has no OTLP receiver; --otlp-port does nothing.',
  },
  { flags: '--metrics <url>', sentence: 'This version does not poll metrics; --metrics does nothing.' },
  { flags: '--log-file <path>', sentence: 'This version does not follow log files; --log-file does nothing.' },
];

/** Accepts the flags without showing them in the help; `say` gets one sentence for each that was given. */
export function addAbsentOptions(program: Command, say: (sentence: string) => void): void {
  for (const { flags, off, sentence } of ABSENT_OPTIONS) {
    const said = new Set<string>();
    program.addOption(
      new Option(flags).hideHelp().argParser((value) => {
        if (value !== off && !said.has(sentence)) say(sentence);
        said.add(value === off ? '' : sentence);
        return value;
      }),
    );
  }
}
