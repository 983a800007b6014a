import { expect } from '@playwright/test';
import { test } from './another';
import { Staff } from './staff';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { expectNoReload, LIVE, openEditor, openShop } from './support';

test('a description is written as the shop shows it, with the keyboard alone', async ({
  another,
  page,
}) => {
  const part = await createPart('Well described axle');
  const shopper = await another();
  await openShop(shopper, `/parts/${part.id}`);
  await signInToAdmin(page);
  await openEditor(page, part.id);

  const field = page.getByTestId('description-field');
  const text = field.getByLabel('Description', { exact: true });
  const toolbar = field.getByRole('toolbar', { name: 'Formatting' });
  await text.fill('');
  await toolbar.getByRole('button', { name: 'Bulleted list' }).click();
  await text.pressSequentially('Front ');
  await page.keyboard.press('ControlOrMeta+b');
  await page.keyboard.type('axle');
  await page.keyboard.press('ControlOrMeta+b');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Rear');
  // One stop of the Tab key, and arrows from there.
  await toolbar.getByRole('button', { name: 'Bold' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(toolbar.getByRole('button', { name: 'Italic' })).toBeFocused();
  await page.getByRole('button', { name: 'Save content' }).click();

  const shown = shopper.getByTestId('description');
  await expect(shown.getByRole('listitem')).toHaveText(['Front axle', 'Rear'], LIVE);
  await expect(shown.locator('strong')).toHaveText('axle');
  await expectNoReload(shopper);
});

test('a link is checked before it is set', async ({ page }) => {
  const part = await createPart('Linked bearing');
  await signInToAdmin(page);
  await openEditor(page, part.id);
  const field = page.getByTestId('description-field');
  await field.getByLabel('Description', { exact: true }).fill('See the manual');
  await page.keyboard.press('ControlOrMeta+a');
  await field.getByRole('button', { name: 'Link', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Link' });
  await dialog.getByLabel('Address').fill('javascript:alert(1)');
  await dialog.getByRole('button', { name: 'Set the link' }).click();
  await expect(dialog.getByText('A link begins with https://')).toBeVisible();
  await dialog.getByLabel('Address').fill('https://example.com/manual');
  await dialog.getByRole('button', { name: 'Set the link' }).click();
  await expect(field.getByRole('link', { name: 'See the manual' })).toHaveAttribute(
    'href',
    'https://example.com/manual',
  );
});

test('what the text editor would lose is edited as HTML, and no script runs in the preview', async ({
  another,
  page,
}) => {
  const part = await createPart('Defined gasket');
  const staff = await Staff.signIn();
  await staff.setDescription(part.id, '<dl><dt>Bore</dt><dd>86 mm</dd></dl>');
  await signInToAdmin(page);
  await openEditor(page, part.id);
  const field = page.getByTestId('description-field');
  await expect(field.getByText('The text editor would lose <dl>')).toBeVisible();
  await expect(field.getByRole('button', { name: 'Text' })).toBeDisabled();

  const alerts: string[] = [];
  page.on('dialog', (dialog) => {
    alerts.push(dialog.message());
    void dialog.dismiss();
  });
  const html = field.getByLabel('Description (HTML)');
  await html.fill(
    '<dl><dt>Bore</dt><dd>87 mm</dd></dl><img src=x onerror="alert(1)"><script>alert(2)</script>',
  );
  const preview = field.getByTestId('description-preview');
  await expect(preview).toHaveText('Bore87 mm');
  await expect(preview.locator('img, script')).toHaveCount(0);
  await page.getByRole('button', { name: 'Save content' }).click();

  const shopper = await another();
  await openShop(shopper, `/parts/${part.id}`);
  await expect(shopper.getByTestId('description').locator('dd')).toHaveText('87 mm', LIVE);
  expect(alerts).toEqual([]);
});

test('two people edit different fields of one part at once, and both stay', async ({
  another,
  page,
}) => {
  const part = await createPart('Merged manifold');
  const other = await another();
  await signInToAdmin(page);
  await signInToAdmin(other, 'content@tandem.test');
  await openEditor(page, part.id);
  await openEditor(other, part.id);
  const [mine, theirs] = [page, other].map((one) => one.getByTestId('content-editor'));
  await mine!.getByLabel('Description', { exact: true }).fill('Cast iron.');
  await theirs!.getByLabel('Price').fill('31.00');
  await theirs!.getByRole('button', { name: 'Save content' }).click();
  await expect(mine!.getByText('Somebody saved this part while you were editing')).toBeVisible(
    LIVE,
  );
  await mine!.getByRole('button', { name: 'Save content' }).click();
  await expect(mine!.getByLabel('Price')).toHaveValue('31.00', LIVE);

  const shopper = await another();
  await openShop(shopper, `/parts/${part.id}`);
  await expect(shopper.getByTestId('description')).toHaveText('Cast iron.', LIVE);
  await expect(shopper.getByTestId('price')).toHaveText('€31.00', LIVE);
});

test('one field is put back to what it was, and a roll-back tells what it depends on', async ({
  page,
}) => {
  const part = await createPart('Twice priced pulley');
  const staff = await Staff.signIn();
  await staff.setDescription(part.id, '<p>Second text</p>');
  await staff.setPrice(part.id, '99.00');
  await signInToAdmin(page);
  await openEditor(page, part.id);
  const history = page.getByTestId('versions');
  await history.getByRole('button', { name: 'View version 1' }).click();
  const dialog = page.getByTestId('version-dialog');
  await dialog.getByRole('button', { name: 'Put back Price' }).click();
  await expect(dialog.getByRole('button', { name: 'Put back Price' })).toHaveCount(0, LIVE);
  await dialog.getByRole('button', { name: 'Close' }).click();
  const editor = page.getByTestId('content-editor');
  await expect(editor.getByLabel('Price')).not.toHaveValue('99.00', LIVE);
  await expect(editor.getByLabel('Description', { exact: true })).toHaveText('Second text');

  await history.getByRole('button', { name: 'Roll back' }).last().click();
  const asked = page.getByTestId('rollback-dialog');
  await expect(asked.getByText('The SKU is free.')).toBeVisible();
  await asked.getByRole('button', { name: 'Roll back' }).click();
  await expect(editor.getByLabel('Description', { exact: true })).not.toHaveText(
    'Second text',
    LIVE,
  );
});
