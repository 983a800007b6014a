import { expect, test, type Page } from '@playwright/test';
import { beginRun } from './sync-runs';
import { Staff } from './staff';
import { signInToAdmin } from './sessions';
import { openPanel, OUTSIDE } from './support';

const openIntegrations = async (page: Page) => {
  await signInToAdmin(page);
  await openPanel(page);
  await page.getByRole('link', { name: 'Integrations' }).click();
  await expect(page.getByTestId('sync-runs')).toBeVisible();
};

test('staff start a run, and watch it with a colleague who only looks', async ({ browser }) => {
  const [panel, colleague] = await Promise.all(
    [1, 2].map(async () => (await browser.newContext()).newPage()),
  );
  await openIntegrations(panel!);
  await openIntegrations(colleague!);

  const card = panel!.getByTestId('kind-g2a_products');
  const run_id = await beginRun(panel!, async () => {
    await card.getByLabel('Every product').check(OUTSIDE);
    await card.getByRole('button', { name: 'Run now' }).click(OUTSIDE);
  });
  const staff = await Staff.signIn();
  await expect
    .poll(() => staff.read(`/sync/runs/${run_id}`), OUTSIDE)
    .toMatchObject({ status: 'completed', kind: 'g2a_products' });

  for (const page of [panel!, colleague!]) {
    const newest = page.getByTestId('sync-runs').getByRole('row').filter({ hasText: 'By staff' });
    await expect(newest.first()).toContainText('Products of G2A', OUTSIDE);
    await expect(newest.first()).toContainText('Completed', OUTSIDE);
    await expect(page.getByTestId('kind-g2a_products').getByTestId('run-counts')).toContainText(
      /[1-9]\d* (of \d+ )?done/,
    );
  }
  await panel!
    .getByTestId('sync-runs')
    .getByRole('button', { name: 'Products of G2A' })
    .first()
    .click();
  await expect(panel!.getByTestId('run-details')).toContainText('It took');
});

test('staff undo a link of a game, and make it again', async ({ page }) => {
  await openIntegrations(page);
  await page.getByRole('tab', { name: 'Product links' }).click();
  await page.getByRole('searchbox', { name: 'SKU, product or part' }).fill('GAME-10299');
  const rows = page.getByTestId('links-table').getByRole('row').filter({ hasText: 'GAME-10299' });
  const linked = rows.filter({ has: page.getByText('Linked', { exact: true }) });
  await expect(linked).toHaveCount(1);
  await linked.getByRole('button', { name: /^Unlink/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Unlink', exact: true }).click();
  await expect(linked).toHaveCount(0);
  await rows
    .first()
    .getByRole('button', { name: /^Link again/ })
    .click();
  await page.getByTestId('link-dialog').getByRole('button', { name: 'Link', exact: true }).click();
  await expect(linked).toHaveCount(1);
});
