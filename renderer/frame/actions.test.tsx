// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleRow, sampleSession } from '../store/row-sample.ts';
import { viewStore } from '../store/view-store.ts';
import { asked, resetAsked } from '../test/commands-stub.ts';
import { cleanup, renderWith } from '../test/render.tsx';
import {
  changeTarget,
  chooseLanguage,
  clearRows,
  currentActions,
  finish,
  nextTheme,
  openInEditor,
  pickFile,
  toggleRecording,
  viewActions,
} from './actions.ts';

vi.mock('../store/commands.ts', () => import('../test/commands-stub.ts'));

beforeEach(resetAsked);
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const recording = { state: 'recording', startedAt: 0, dropped: 0, keptBytes: 0, budgetBytes: 1 } as const;
const live = () => ({ ...sampleSession([sampleRow(1)]), status: recording });
const ids = () => currentActions().map((action) => action.id);

describe('what can be done', () => {
  it('fits what the window shows', async () => {
    await renderWith(<></>, { session: live() });
    expect(ids()).toEqual(['record', 'clear', 'target', 'open', 'save', 'har', 'har-raw', 'keys']);
    await renderWith(<></>, { session: sampleSession([], { mode: 'start' }) });
    expect(ids()).toEqual(['open', 'keys']);
    await renderWith(<></>, { session: sampleSession([sampleRow(1)], { mode: 'file' }) });
    expect(ids()).not.toContain('record');
    expect(ids()).toContain('har');
  });

  it('offers the way back from clearing and from a brush', async () => {
    await renderWith(<></>, { session: live(), view: { brush: { from: 0, to: 1, live: false } } });
    clearRows();
    expect(ids()).toEqual(expect.arrayContaining(['unclear', 'whole']));
  });

  it('pauses what records and resumes what is paused', async () => {
    await renderWith(<></>, { session: live() });
    toggleRecording();
    await renderWith(<></>, { session: { ...live(), status: { ...recording, state: 'paused' } } });
    toggleRecording();
    await renderWith(<></>, { session: { ...live(), status: { ...recording, state: 'closed' } } });
    toggleRecording();
    expect(asked.commands.map((command) => command.type)).toEqual(['pause', 'resume']);
  });

  it('changes how things look', async () => {
    await renderWith(<></>);
    nextTheme();
    expect(viewStore.getState().theme).toBe('light');
    chooseLanguage('zh-CN');
    expect(viewStore.getState().language).toBe('zh-CN');
    expect(viewActions().length).toBeGreaterThan(6);
  });

  it('opens a file by the system’s dialog in a window of its own', async () => {
    await renderWith(<></>, { session: sampleSession([], { shell: 'electron' }) });
    pickFile();
    changeTarget('http://localhost:1');
    expect(asked.commands.map((command) => command.type)).toEqual(['open-file', 'open-target']);
  });
});

describe('finish', () => {
  it('says where a file was written', async () => {
    await finish('exported', Promise.resolve({ ok: true, path: '/out/a.har' }));
    expect(viewStore.getState().said).toMatchObject({ key: 'said.saved', slots: { path: '/out/a.har' } });
  });

  it('says what went wrong', async () => {
    await finish('exported', Promise.resolve({ ok: false, code: 'disk-full', message: 'The disk is full.' }));
    expect(viewStore.getState().said).toMatchObject({ level: 'error', slots: { message: 'The disk is full.' } });
  });

  /** Links that were followed. */
  function watchLinks() {
    const clicked: { href: string; target: string; download: boolean }[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      const [href, download] = [this.getAttribute('href') ?? '', this.hasAttribute('download')];
      clicked.push({ href, target: this.target, download });
    });
    return clicked;
  }

  it('downloads here and opens windows beside this one', async () => {
    const clicked = watchLinks();
    await finish('exported', Promise.resolve({ ok: true, location: '/download/x' }));
    await finish('opened', Promise.resolve({ ok: true, location: '/?workspace=w1' }));
    expect(clicked).toEqual([
      { href: '/download/x', target: '', download: true },
      { href: '/?workspace=w1', target: '_blank', download: false },
    ]);
  });

  it('leads to an editor that opens by a link of its own', async () => {
    const clicked = watchLinks();
    const href = 'vscode://file/shop/cart.ts:3:7';
    asked.result = { ok: true, location: href };
    openInEditor('/shop/cart.ts', 3, 7);
    await vi.waitFor(() => expect(clicked).toEqual([{ href, target: '', download: false }]));
    expect(viewStore.getState().said).toMatchObject({ key: 'said.openedSource', slots: { place: 'cart.ts:3' } });
  });
});
