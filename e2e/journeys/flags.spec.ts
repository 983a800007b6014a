import { expect, test, type Page } from '@playwright/test';
import { signInToAdmin } from './sessions';
import { Staff } from './staff';
import { expectNoReload, LIVE, openPanel, openShop } from './support';

const FLAG = 'feature_fe_inventory_sync_fl_catalog_enabled';

const openFlags = async (page: Page) => {
  await signInToAdmin(page);
  await openPanel(page);
  await page.getByRole('link', { name: 'Feature flags' }).click();
  const card = page.getByTestId(`flag-${FLAG}`);
  await expect(card).toBeVisible();
  return card;
};

test.describe('a feature flag', () => {
  // There is one shop for all journeys and one flag in it.
  test.afterEach(async () => {
    const staff = await Staff.signIn();
    await staff.setFlag(FLAG, { enabled: true, percentage: null, roles: [] });
  });

  test('is switched by staff, and a shopper’s open page and a colleague’s panel follow', async ({
    browser,
  }) => {
    const [shop, panel, colleague] = await Promise.all(
      [1, 2, 3].map(async () => (await browser.newContext()).newPage()),
    );
    const followsWarehouse = shop!.getByText('follow the warehouse');
    await openShop(shop!, '/');
    await expect(followsWarehouse).toBeVisible(LIVE);
    const [card, theirs] = [await openFlags(panel!), await openFlags(colleague!)];

    await card.getByLabel('Switched on').uncheck();
    await card.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(card.getByTestId('standing')).toHaveText('Off for everybody');
    await expect(followsWarehouse).toBeHidden(LIVE);
    await expect(theirs.getByTestId('standing')).toHaveText('Off for everybody', LIVE);
    await expect(theirs.getByTestId('decided-by')).toContainText('Changed by');

    await theirs.getByLabel('Switched on').check();
    await theirs.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(followsWarehouse).toBeVisible(LIVE);
    await expectNoReload(shop!);
  });

  test('that two people change in the same moment loses nothing of either', async ({ browser }) => {
    const [panel, colleague] = await Promise.all(
      [1, 2].map(async () => (await browser.newContext()).newPage()),
    );
    const [card, theirs] = [await openFlags(panel!), await openFlags(colleague!)];
    await card.getByLabel('Share of people, in percent').fill('30');
    await theirs.getByLabel('Share of people, in percent').fill('60');
    await theirs.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(theirs.getByTestId('standing')).toHaveText('On for 60% of people');
    await expect(card.getByText('changed this flag while you were editing')).toBeVisible(LIVE);
    // Leaving asks first.
    await panel!.getByRole('link', { name: 'Orders', exact: true }).click();
    await panel!.getByRole('button', { name: 'Keep editing' }).click();
    await card.getByRole('button', { name: 'Save', exact: true }).click();
    const conflict = panel!.getByTestId('conflict');
    await expect(conflict.getByTestId('mine')).toHaveText('30%');
    await expect(conflict.getByTestId('theirs')).toHaveText('60%');
    await conflict.getByRole('button', { name: 'Save my choice' }).click();
    await expect(theirs.getByTestId('standing')).toHaveText('On for 30% of people', LIVE);
  });
});
