import { expect, type Page } from '@playwright/test';

/** A run that the clock or another person began comes first. */
const ITS_TURN = { timeout: 240_000 };
const A_TRY = { timeout: 20_000 };

/**
 * Staff begin a run of G2A's products with `press`, again while it is refused because another one is under way.
 * @returns its id.
 */
export async function beginRun(panel: Page, press: () => Promise<unknown>): Promise<string> {
  let id: string | undefined;
  await expect(async () => {
    const [begun] = await Promise.all([
      panel.waitForResponse((answer) => answer.url().endsWith('/admin/sync/g2a/products'), A_TRY),
      press(),
    ]);
    expect(begun.status()).toBe(202);
    ({ run_id: id } = (await begun.json()) as { run_id: string });
  }).toPass(ITS_TURN);
  return id!;
}
