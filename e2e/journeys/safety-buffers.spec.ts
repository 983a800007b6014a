import { expect } from '@playwright/test';
import { test } from './another';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { Staff } from './staff';
import { expectNoReload, findAndChoose, openEditor, openShop, simulate, stack } from './support';

/** The journey before may have had the warehouse silent, which is asked again in growing pauses. */
const WAREHOUSE = { timeout: 120_000 };

test.describe.configure({ timeout: 600_000 });

test('staff keep units of a category back, and the shop offers that many fewer; a part may have its own number', async ({
  another,
  page,
}, info) => {
  const part = await createPart('Guarded gasket', 0);
  const category = `Guarded ${part.sku.slice(-6)}`;
  const staff = await Staff.signIn();
  // A category of this journey alone.
  await staff.setCategory(part.id, (await staff.addCategory(category)).id);
  await openShop(page, `/parts/${part.id}`);
  const stock = page.getByTestId('stock');
  await simulate(page, 'inventory', 'stock', { sku: part.sku, quantity: 10 });
  await expect(stock).toHaveAttribute('data-available', '10', WAREHOUSE);

  const panel = await another();
  await signInToAdmin(panel);
  await panel.goto(`${stack().admin}/safety-buffers`);
  await panel.getByRole('button', { name: 'Set for a category' }).click();
  const dialog = panel.getByTestId('category-buffer-dialog');
  const isAsked = Promise.withResolvers<void>();
  await panel.route('**/safety-buffers/categories/*', async (route) => {
    await isAsked.promise;
    await route.continue();
  });
  await findAndChoose(dialog.getByLabel('Category'), category);
  const units = dialog.getByLabel('Units kept back of each part');
  // What is kept back so far is on its way, and would go over a number typed meanwhile.
  await expect(units).not.toBeEditable();
  isAsked.resolve();
  await units.fill('3');
  await panel.screenshot({ path: info.outputPath('dialog.png') });
  await dialog.getByRole('button', { name: 'Save' }).click();
  const row = panel.getByRole('row').filter({ hasText: category });
  await expect(row).toContainText(`3 of each part in ${category}`);
  await expect(stock).toHaveAttribute('data-available', '7', WAREHOUSE);

  await openEditor(panel, part.id);
  const kept = panel.getByTestId('safety-buffer');
  await expect(kept).toContainText(`Kept back: 3 units, set for the category ${category}.`);
  await kept.getByRole('button', { name: 'Change the safety buffer' }).click();
  await panel.getByLabel('Units kept back').fill('1');
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(kept).toContainText('Kept back: 1 unit, set for this part.');
  await expect(stock).toHaveAttribute('data-available', '9', WAREHOUSE);
  await kept.getByRole('button', { name: 'Remove the safety buffer of this part' }).click();
  await panel.getByTestId('dialog-action').click();
  await expect(kept).toContainText(`Kept back: 3 units, set for the category ${category}.`);
  await expect(stock).toHaveAttribute('data-available', '7', WAREHOUSE);

  await panel.goto(`${stack().admin}/safety-buffers`);
  await row.getByRole('button', { name: 'Remove' }).click();
  await panel.getByTestId('remove-buffer-dialog').getByTestId('dialog-action').click();
  await expect(row).toHaveCount(0);
  await expect(stock).toHaveAttribute('data-available', '10', WAREHOUSE);
  await expectNoReload(page);
});
