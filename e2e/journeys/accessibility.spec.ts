import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { openEditor, openShop, signInToAdmin, stack } from './support';

const WIDTHS = [
  { name: 'desktop', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
];

async function expectNothingSerious(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
  expect(serious).toEqual([]);
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}

for (const { name, width, height } of WIDTHS) {
  test.describe(`on a ${name}`, () => {
    test.use({ viewport: { width, height } });

    test('the shop’s pages are usable by everybody', async ({ page }, info) => {
      const pages: [string, string][] = [
        ['catalogue', '/'],
        ['part', '/parts/1'],
        ['sign-in', '/sign-in'],
        ['register', '/register'],
        ['not-found', '/nowhere'],
      ];
      for (const [title, path] of pages) {
        await openShop(page, path);
        await page.waitForLoadState('networkidle');
        await page.screenshot({ path: info.outputPath(`shop-${title}.png`), fullPage: false });
        await expectNoSidewaysScroll(page);
        await expectNothingSerious(page);
      }
    });

    test('the admin’s pages are usable by everybody', async ({ page }, info) => {
      await page.goto(`${stack().admin}/sign-in`);
      await expectNothingSerious(page);
      await signInToAdmin(page);
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: info.outputPath('admin-parts.png') });
      await expectNoSidewaysScroll(page);
      await expectNothingSerious(page);
      await openEditor(page, 1);
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: info.outputPath('admin-editor.png') });
      await expectNoSidewaysScroll(page);
      await expectNothingSerious(page);
      await page.goto(`${stack().admin}/events`);
      await expect(page.getByTestId('event-feed')).toBeVisible();
      await page.screenshot({ path: info.outputPath('admin-events.png') });
      await expectNothingSerious(page);
    });
  });
}
