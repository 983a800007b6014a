import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@playwright/test';
import { Webhook } from 'standardwebhooks';
import { test } from './another';
import { signInToAdmin } from './sessions';
import { chooseFrom, LIVE, stack } from './support';

interface Taken {
  headers: IncomingMessage['headers'];
  text: string;
}

let server: Server;
const taken: Taken[] = [];
let status = 204;
test.beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      taken.push({ headers: request.headers, text: Buffer.concat(chunks).toString() });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
test.afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('staff register a partner’s address, try it, see what was sent and send it again', async ({
  page,
}) => {
  const { port } = server.address() as AddressInfo;
  await signInToAdmin(page);
  await page.goto(`${stack().admin}/webhook-endpoints`);
  await page.getByRole('button', { name: 'Add endpoint' }).click();
  const dialog = page.getByTestId('endpoint-dialog');
  await dialog.getByLabel('Address').fill('http://192.168.1.1/hook');
  await chooseFrom(dialog.getByRole('combobox', { name: 'What it is told of' }), 'A price changes');
  await page.keyboard.press('Escape');
  await dialog.getByTestId('dialog-action').click();
  await expect(dialog).toContainText('Must begin with https://');
  await dialog.getByLabel('Address').fill(`http://127.0.0.1:${port}/hook`);
  await dialog.getByTestId('dialog-action').click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`127.0.0.1:${port}`);
  await expect(page.getByTestId('endpoint-state')).toHaveText('On');

  const card = page.getByTestId('webhook-secrets');
  await card.getByRole('button', { name: 'Show the secret' }).click();
  const secret = await card.locator('code').innerText();
  status = 500;
  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect.poll(() => taken.length, LIVE).toBeGreaterThan(0);
  const [first] = taken;
  expect(new Webhook(secret).verify(first!.text, first!.headers as Record<string, string>)).toEqual(
    expect.objectContaining({ type: 'webhook.test' }),
  );
  status = 204;
  const log = page.getByTestId('webhook-deliveries');
  await expect(log).toContainText('Delivered', LIVE);
  await log.getByRole('button', { name: 'Details' }).click();
  const message = page.getByTestId('delivery-dialog');
  await expect(message).toContainText('Answered 500');
  await expect(message).toContainText('Answered 204');
  const before = taken.length;
  await message.getByTestId('dialog-action').click();
  await expect.poll(() => taken.length, LIVE).toBeGreaterThan(before);
  expect(new Set(taken.map(({ headers }) => headers['webhook-id'])).size).toBe(1);

  await card.getByRole('button', { name: 'Rotate' }).click();
  await page.getByTestId('rotate-dialog').getByTestId('dialog-action').click();
  await expect(card.locator('code')).toHaveCount(2);
  // Switched off by the shop, it is on the panel's home until somebody sees to it.
  status = 410;
  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect(page.getByTestId('endpoint-state')).toHaveText('Switched off by the shop', LIVE);
  await page.goto(`${stack().admin}/`);
  const work = page.getByTestId('home-work');
  await expect(work).toContainText('switched off by the shop');
  const notice = work.getByRole('listitem').filter({ hasText: `127.0.0.1:${port}` });
  await expect(notice).toContainText('It answered that it wants no more messages.');
  await notice.getByRole('link').click();
  status = 204;
  await page.getByRole('button', { name: 'Switch on' }).click();
  await expect(page.getByTestId('endpoint-state')).toHaveText('On');
  await page.goto(`${stack().admin}/`);
  await expect(work).toBeVisible();
  await expect(notice).toBeHidden();
  await page.goBack();
  await page.getByRole('button', { name: 'Switch off' }).click();
  await expect(page.getByTestId('endpoint-state')).toHaveText('Switched off');
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByTestId('remove-dialog').getByTestId('dialog-action').click();
  await expect(page.getByTestId('webhook-endpoints')).toBeVisible();
});
