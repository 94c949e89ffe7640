// End to end: the demo's page, as a visitor sees it.
import { type Locator, type Page, expect } from '@playwright/test';

/** The labels of the buttons that make traffic. */
export type Traffic =
  | 'Page load'
  | 'Slow answer'
  | 'Redirect'
  | 'Not found'
  | 'Server error'
  | 'Broken off'
  | 'Upload a form'
  | 'Upload raw bytes'
  | 'Big download'
  | 'gzip JSON'
  | 'Brotli JSON'
  | 'NDJSON stream'
  | 'HEAD, 204 and 304'
  | 'Range request'
  | 'Burst of 24'
  | 'Image and font'
  | 'Chat socket'
  | 'Event stream';

/** The labels of the buttons that break something. */
export type Break =
  | 'Error in a click'
  | 'Error in a timer'
  | 'Rejected promise'
  | 'Failed answer read'
  | 'Missing picture'
  | 'console.error'
  | 'Vue warning';

export class Shop {
  constructor(readonly page: Page) {}

  /** Opens the shop and waits until its shelves, its socket and its event stream are there. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.page.getByRole('heading', { name: 'Blue mug' })).toBeVisible();
    await expect(this.status).toContainText('Stock: open');
    await expect(this.status).toContainText('Orders: open');
  }

  get status(): Locator {
    return this.page.locator('footer').and(this.page.getByRole('status'));
  }

  /** Presses a traffic button and gives what it says when it is done. */
  async make(traffic: Traffic): Promise<string> {
    const button = this.page.getByRole('button', { name: traffic, exact: true });
    await button.click();
    const result = this.page.locator(`#${await button.getAttribute('aria-describedby')}`);
    await expect(result).toHaveAttribute('data-state', 'done', { timeout: 20_000 });
    return (await result.innerText()).trim();
  }

  /** Presses a button that breaks something. */
  async break(what: Break): Promise<void> {
    await this.page.getByRole('button', { name: what, exact: true }).click();
  }

  async addToCart(product: string): Promise<void> {
    await this.page.getByRole('button', { name: `Add to cart: ${product}` }).click();
  }

  async placeOrder(): Promise<void> {
    await this.page.getByRole('button', { name: /^Place order/ }).click();
    await expect(this.page.getByText(/^Order \d+ placed/)).toBeVisible();
  }
}
