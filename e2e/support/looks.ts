/** What every screen must be in every look: free of what axe finds, and no wider than the window. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

export async function setAppearance(page: Page, appearance: 'Light' | 'Dark'): Promise<void> {
  await page.locator('label').filter({ hasText: appearance }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', appearance.toLowerCase());
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(content).toBeLessThanOrEqual(window!);
}
