// End to end: a page in both themes, held to axe.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Held to all rules in the light theme, and to those about colour in the dark one. */
export async function expectClean(page: Page, place: string): Promise<void> {
  const themes = { light: new AxeBuilder({ page }), dark: new AxeBuilder({ page }).withRules('color-contrast') };
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await themes[colorScheme].analyze();
    const said = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    expect(said, `${place}, ${colorScheme}`).toEqual([]);
  }
}
