// End to end: the dashboard, found by the roles and names that assistive technology sees.
import { type Locator, type Page, expect } from '@playwright/test';

export type ViewName = 'Traffic' | 'Sockets' | 'HMR' | 'Errors' | 'Logs' | 'Traces' | 'Performance' | 'Settings';

export class Dashboard {
  constructor(readonly page: Page) {}

  /** Opens the address of the ready line and waits for the first view. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.ready();
  }

  /** Waits until the frame and its table stand. */
  async ready(): Promise<void> {
    await expect(this.views).toBeVisible();
    await expect(this.grid).toBeVisible();
  }

  get views(): Locator {
    return this.page.getByRole('navigation', { name: 'Views' });
  }

  async show(view: ViewName): Promise<void> {
    await this.views.getByRole('button', { name: new RegExp(`^${view}`) }).click();
  }

  /** The table of the view that is shown. */
  get grid(): Locator {
    return this.page.getByRole('main').getByRole('grid').first();
  }

  /** Rows in sight that hold all of these texts. */
  rows(...texts: readonly (string | RegExp)[]): Locator {
    return texts.reduce<Locator>(
      (rows, text) => rows.filter({ hasText: text }),
      this.grid.getByRole('rowgroup').last().getByRole('row'),
    );
  }

  /** How many rows the table has, in sight or not. */
  async rowCount(): Promise<number> {
    return Number(await this.grid.getAttribute('aria-rowcount')) - 1;
  }

  /** The field that narrows the table. */
  get filter(): Locator {
    return this.page.getByRole('main').getByRole('combobox').or(this.page.getByRole('searchbox')).first();
  }

  /** Waits until the table has that many rows, in sight or not. */
  async expectRows(count: number): Promise<void> {
    await expect(this.grid).toHaveAttribute('aria-rowcount', String(count + 1));
  }

  /** Types a query and puts the completions away. */
  async narrow(query: string): Promise<void> {
    await this.filter.fill(query);
    await this.filter.press('Enter');
  }

  /** Narrows the table to rows that hold the text and opens the detail of the first. */
  async pick(query: string): Promise<void> {
    await this.narrow(query);
    await this.rows().first().click();
    await expect(this.detail.getByRole('tablist')).toBeVisible();
  }

  /** What stands beside or below the table about the selected request. */
  get detail(): Locator {
    return this.page.getByRole('region', { name: 'Request details' });
  }

  /** A tab of the detail. */
  tab(name: string): Locator {
    return this.page.getByRole('tab', { name });
  }

  /** Chooses a tab of the detail and gives what is in it. */
  async openTab(name: string): Promise<Locator> {
    await this.tab(name).click();
    return this.detail.getByRole('tabpanel', { name });
  }

  /** Does what an entry of the menu at the top says. */
  async choose(action: string): Promise<void> {
    await this.page.getByRole('button', { name: 'More', exact: true }).click();
    await this.page.getByRole('menuitem', { name: action, exact: false }).first().click();
  }

  /** The last word on what was asked for. */
  get said(): Locator {
    return this.page.getByRole('contentinfo').getByRole('status');
  }

  /** Does something that downloads a file and keeps the file at `path`. */
  async download(path: string, ask: () => Promise<void>): Promise<void> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), ask()]);
    await download.saveAs(path);
  }
}

/** Everything the page throws or reports as an error from now on; grows while the page lives. */
export function watchFaults(page: Page): readonly string[] {
  const faults: string[] = [];
  page.on('pageerror', (fault) => faults.push(fault.stack ?? fault.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${message.text()} ${message.location().url}`);
  });
  return faults;
}
