import { expect } from '@playwright/test';
import { test } from './another';
import { signInToAdmin } from './sessions';
import { Staff } from './staff';
import { chooseFrom, LIVE, stack, unique } from './support';
import { comeToRest, expectNothingSerious } from './usable';

test.use({ reducedMotion: 'reduce' });

test('staff open an incident, write in it, tell the public, take it back and close it', async ({
  page,
  another,
}) => {
  const name = unique();
  await (await Staff.signIn()).closeIncidents();
  await signInToAdmin(page);
  await page.goto(`${stack().admin}/service-health`);
  await expect(page.getByTestId('services')).toContainText('Catalogue', LIVE);
  await expect(page.getByTestId('services')).toContainText('Database');
  await expect(page.getByTestId('part-states').getByRole('listitem')).toHaveCount(5);

  await page.getByRole('button', { name: 'Open an incident' }).click();
  const opening = page.getByTestId('open-incident-dialog');
  await opening.getByTestId('dialog-action').click();
  await expect(opening).toContainText('Must have at least 1 character');
  await opening.getByLabel('What is wrong, for staff').fill(`The provider is down ${name}`);
  await opening.getByTestId('dialog-action').click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  await expect(page.getByTestId('incident-state')).toHaveText('Open');

  const form = page.getByTestId('entry-form');
  const timeline = page.getByTestId('incident-timeline');
  await form.getByLabel('What you have to say').fill(`Called them ${name}`);
  await form.getByRole('button', { name: 'Add' }).click();
  await expect(timeline).toContainText(`Called them ${name}`);

  const shopper = await another();
  await shopper.goto(`${stack().shop}/status`);
  await expect(shopper.getByTestId('part-states').getByRole('listitem')).toHaveCount(5);
  await expect(shopper.getByTestId('part-states')).toContainText('Checkout');
  await expect(shopper.getByRole('main')).not.toContainText(name);

  await chooseFrom(form.getByRole('combobox', { name: 'Kind' }), 'Public: what shoppers read');
  await form.getByLabel('What shoppers read').fill(`We are looking into it ${name}`);
  await form.getByRole('button', { name: 'Publish' }).click();
  await expect(form).toContainText('Is needed with the first public entry');
  await form.getByLabel('Title on the status page').fill(`Some payments fail ${name}`);
  await form.getByRole('button', { name: 'Publish' }).click();
  await expect(timeline).toContainText(`We are looking into it ${name}`);

  const shown = shopper.getByRole('article').filter({ hasText: name });
  await expect(shown).toContainText(`Some payments fail ${name}`, LIVE);
  await expect(shown).toContainText(`We are looking into it ${name}`);
  await expect(shown).toContainText('Ongoing');
  await expect(shopper.getByRole('main')).not.toContainText('Called them');

  await comeToRest(page);
  await expectNothingSerious(page, 'main');

  await page.getByRole('button', { name: 'Close the incident' }).click();
  const closing = page.getByTestId('close-incident-dialog');
  await closing.getByLabel('How it ended, for staff').fill(`They are back ${name}`);
  await closing.getByTestId('dialog-action').click();
  await expect(page.getByTestId('incident-state')).toHaveText('Closed');
  await expect(shown).toContainText('Over', LIVE);
  await expect(shown).not.toContainText('They are back');

  await timeline.getByRole('button', { name: /^Take off the status page/ }).click();
  await expect(timeline).toContainText('took it off the status page');
  await expect(shown).toHaveCount(0, LIVE);
});
