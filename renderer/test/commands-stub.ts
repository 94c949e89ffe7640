// Renderer tests: stands in for store/commands.ts: notes what is asked and answers as told.
import type { Switches } from '../../main/model/config.ts';
import type { HeaderRule } from '../../main/model/rules.ts';
import type { ProfileKind } from '../../main/model/profile.ts';
import type { Command, CommandResult, StartPage } from '../../main/model/protocol.ts';

/** What was asked, in order, and how the next command ends. */
export const asked: { commands: Command[]; result: CommandResult; page: StartPage | undefined; dismissed: string[] } = {
  commands: [],
  result: { ok: true },
  page: undefined,
  dismissed: [],
};

export const samplePage: StartPage = {
  servers: [{ url: 'http://localhost:5173', port: 5173, product: 'Vite', title: 'Shop', ipv6Only: true }],
  recentTargets: ['http://localhost:3000'],
  recentSessions: [{ path: '/a/shop.tline', name: 'shop.tline', modifiedAt: 0, sizeBytes: 38e6 }],
  demoAvailable: true,
};

/** As before any question. */
export function resetAsked(): void {
  Object.assign(asked, { commands: [], result: { ok: true }, page: samplePage, dismissed: [] });
}

export async function run(command: Command): Promise<CommandResult> {
  asked.commands.push(command);
  return asked.result;
}

export const pause = () => run({ type: 'pause' });
export const resume = () => run({ type: 'resume' });
export const replay = (exchangeId: string) => run({ type: 'replay', exchangeId });
export const startDemo = () => run({ type: 'start-demo' });
export const saveSession = () => run({ type: 'save-session' });
export const exportHar = (raw: boolean) => run({ type: 'export-har', raw });
export const openFile = (path?: string) =>
  run(path === undefined ? { type: 'open-file' } : { type: 'open-file', path });
export const openTarget = (target: string) => run({ type: 'open-target', target, routes: [] });
export const dismissNotice = (code: string) => asked.dismissed.push(code);
export const watch = () => undefined;
export const query = async () => undefined;
export const loadFrames = async () => undefined;
export const loadEvents = async () => undefined;
export const loadHmr = async () => undefined;
export const loadErrors = async () => undefined;
export const source = async () => undefined;
export const sendHmr = (event: string, data: unknown) => run({ type: 'send-hmr', event, data });
export const setHeaderRules = (rules: readonly HeaderRule[]) => run({ type: 'set-header-rules', rules });
export const setSwitches = (switches: Partial<Switches>) => run({ type: 'set-switches', switches });
export const takeProfile = (target: string, kind: ProfileKind, seconds?: number) =>
  run(seconds === undefined ? { type: 'take-profile', target, kind } : { type: 'take-profile', target, kind, seconds });
export const restartProcess = (name: string) => run({ type: 'restart-process', name });
export const stopProcess = (name: string) => run({ type: 'stop-process', name });
export const openSource = (path: string, line: number, column?: number) =>
  run(column === undefined ? { type: 'open-source', path, line } : { type: 'open-source', path, line, column });

export async function startPage(): Promise<StartPage> {
  if (!asked.page) throw new Error('The host does not answer.');
  return asked.page;
}
