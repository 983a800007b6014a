import { defineConfig } from '@playwright/test';
import { findChromium } from './chromium.ts';

/** Journeys that change what there is one of in the shop. */
const ONE_AFTER_THE_OTHER = [
  'stale.spec.ts',
  'flags.spec.ts',
  'safety-buffers.spec.ts',
  'g2a-products.spec.ts',
  'integrations.spec.ts',
  'consistency.spec.ts',
].map((name) => `**/${name}`);

export default defineConfig({
  testDir: './journeys',
  outputDir: './test-results',
  globalSetup: './start-stack.ts',
  fullyParallel: true,
  workers: 2,
  // Limits end what hangs. They are far above what anything takes on a machine that is ten times slower, and cost nothing
  // where it is not.
  timeout: 300_000,
  expect: { timeout: 40_000 },
  // A journey that passes only the second time has found something.
  retries: 0,
  forbidOnly: true,
  reporter: process.env.CI
    ? [['list'], ['json', { outputFile: './test-results/report.json' }]]
    : 'list',
  projects: [
    // One warehouse, one switch of its updates, one run of G2A's products and one check at a time: these come one after
    // the other, beside all the others.
    { name: 'one after the other', testMatch: ONE_AFTER_THE_OTHER, workers: 1 },
    { name: 'side by side', testIgnore: ONE_AFTER_THE_OTHER },
  ],
  use: {
    // Recording every step for the few that fail doubles the processor time of a run, and CI keeps no such file.
    trace: process.env.CI ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    launchOptions: {
      executablePath: findChromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
