import { expect, type Page } from '@playwright/test';
import { test } from './another';
import { Customer } from './customers';
import { PHRASE, signInToAdmin } from './sessions';
import { LIVE, openPanel, stack, unique } from './support';

const openAccount = async (page: Page, { name, email }: Customer): Promise<void> => {
  await page.goto(`${stack().admin}/accounts?q=${encodeURIComponent(email)}`);
  await page.getByTestId('accounts-table').getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
};

const signIn = async (page: Page, { email }: Customer): Promise<void> => {
  await page.goto(`${stack().admin}/sign-in?back=/parts`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PHRASE);
  await page.getByRole('button', { name: 'Sign in' }).click();
};

const saveRoles = async (page: Page, role: string): Promise<void> => {
  await page.getByRole('button', { name: 'Change roles' }).click();
  const dialog = page.getByTestId('roles-dialog');
  await dialog.getByRole('checkbox', { name: role }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByTestId('account-roles').getByRole('link', { name: role })).toBeVisible();
};

test('an administrator gives a role, which an open panel has at once, and then deactivates the account', async ({
  page,
  another,
}) => {
  const person = await Customer.register(`Petra ${unique()}`);
  await signInToAdmin(page);
  await openAccount(page, person);
  await saveRoles(page, 'Stock');

  const theirs = await another();
  await signIn(theirs, person);
  await expect(theirs.getByRole('heading', { name: 'Parts' })).toBeVisible();
  await expect(theirs.getByRole('link', { name: 'New part' })).toBeHidden();
  await saveRoles(page, 'Content');
  await expect(theirs.getByRole('link', { name: 'New part' })).toBeVisible(LIVE);

  const history = page.getByTestId('record-history').filter({ hasText: 'Who changed the roles' });
  await expect(history).toContainText('admin@tandem.test');
  await expect(history).toContainText('Role: content');
  await expect(page.getByTestId('sessions')).toContainText('last used');

  await page.getByRole('button', { name: 'Deactivate' }).click();
  await page.getByTestId('deactivate-dialog').getByRole('button', { name: 'Deactivate' }).click();
  await expect(page.getByTestId('account-state')).toHaveText('Deactivated');
  await expect(theirs.getByRole('button', { name: 'Sign in' })).toBeVisible(LIVE);
  await signIn(theirs, person);
  await expect(theirs.getByText('This account was deactivated')).toBeVisible();

  await page.getByRole('button', { name: 'Reactivate' }).click();
  await page.getByTestId('deactivate-dialog').getByRole('button', { name: 'Reactivate' }).click();
  await expect(page.getByTestId('account-state')).toHaveText('In use');
  await signIn(theirs, person);
  await expect(theirs.getByRole('heading', { name: 'Parts' })).toBeVisible();
});

test('a role tells what it may do, who has it and who changed it', async ({ page }) => {
  await signInToAdmin(page);
  await openPanel(page);
  await page.getByRole('link', { name: 'Roles', exact: true }).click();
  await page.getByTestId('roles-table').getByRole('link', { name: 'Stock' }).click();
  await expect(page.getByTestId('role-permissions')).toContainText('See and change');
  await expect(page.getByTestId('role-holders')).toContainText('stock@tandem.test');
  await expect(page.getByTestId('record-history').first()).toContainText('Permission: stock:write');

  await page.getByRole('button', { name: 'Change permissions' }).click();
  const dialog = page.getByTestId('permissions-dialog');
  await expect(dialog.getByRole('checkbox', { name: 'Stock: Change' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('link', { name: 'All accounts' }).click();
  await expect(page.getByTestId('accounts-table')).toContainText('stock@tandem.test');
  await page.goto(`${stack().admin}/roles/admin`);
  await expect(page.getByText('This role can’t be changed')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Change permissions' })).toBeHidden();
});

test('an administrator deletes a deactivated account, and sees before what goes and what stays', async ({
  page,
}, info) => {
  const person = await Customer.register(`Gregory ${unique()}`, '12.50');
  await signInToAdmin(page);
  await openAccount(page, person);
  await expect(page.getByRole('button', { name: 'Delete' })).toBeHidden();
  await page.getByRole('button', { name: 'Deactivate' }).click();
  await page.getByTestId('deactivate-dialog').getByRole('button', { name: 'Deactivate' }).click();
  await expect(page.getByTestId('account-state')).toHaveText('Deactivated');

  await page.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByTestId('delete-account-dialog');
  await expect(dialog).toContainText('This can’t be taken back');
  await expect(dialog).toContainText(person.email);
  await dialog.getByRole('button', { name: 'Delete for ever' }).click();
  await expect(dialog.getByRole('alert')).toContainText('There is money in the wallet');
  await page.screenshot({ path: info.outputPath('delete.png') });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: info.outputPath('delete-narrow.png') });
  await page.setViewportSize({ width: 1440, height: 900 });
  await dialog.getByRole('checkbox', { name: 'The €12.50 in the wallet was settled' }).check();
  await dialog.getByRole('button', { name: 'Delete for ever' }).click();

  await expect(page.getByText('The account was deleted.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Accounts', exact: true })).toBeVisible();
  await page.goto(`${stack().admin}/accounts?q=${encodeURIComponent(person.email)}`);
  await expect(page.getByText('No account matches')).toBeVisible();
});
