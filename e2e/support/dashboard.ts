// End to end: the dashboard, found by the roles and names that assistive technology sees.
import { type Locator, type Page, expect } from '@playwright/test';

export type ViewName = 'Traffic' | 'Sockets' | 'Performance' | 'Settings';

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

  /** A tab of the detail. */
  tab(name: string): Locator {
    return this.page.getByRole('tab', { name });
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
