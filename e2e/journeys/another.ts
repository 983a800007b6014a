import { test as base, type BrowserContext, type Page } from '@playwright/test';

/** Opens a page in the browser of somebody else. */
export type Another = () => Promise<Page>;

/**
 * A test with browsers of other people in it. They are closed with the test: a page that was left open would go on
 * following the shop, and take the time of the tests that come after it.
 */
export const test = base.extend<{ another: Another }>({
  another: async ({ browser }, use) => {
    const opened: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext();
      opened.push(context);
      return context.newPage();
    });
    await Promise.all(opened.map((context) => context.close()));
  },
});
