import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('./.swcrc', import.meta.url), 'utf8'));
delete swc.exclude;
delete swc.$schema;
swc.sourceMaps = 'inline';

const shared = {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/tools', '<rootDir>/bench'],
  testEnvironment: 'node',
  // Workspace packages resolve to their sources, so a test never runs a stale build.
  testEnvironmentOptions: { customExportConditions: ['@tandem/source', 'node'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
  // npm links the workspace packages into node_modules: their sources still need the transform.
  transformIgnorePatterns: ['/node_modules/(?!@tandem/)'],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.tandem/'],
};

/** Unit specs run anywhere in milliseconds; int-specs need the parts that tools/stack starts; system specs start whole stacks. */
export default {
  // Ends what hangs. No test has a shorter clock of its own: this machine is shared, and speed is measured in bench/.
  testTimeout: 180_000,
  testSequencer: '<rootDir>/tools/longest-first.mjs',
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['**/src/**/*.spec.ts'] },
    {
      ...shared,
      displayName: 'int',
      testMatch: ['**/src/**/*.int-spec.ts'],
      globalSetup: '<rootDir>/tools/jest-begin.mjs',
      globalTeardown: '<rootDir>/tools/jest-end.mjs',
    },
    {
      ...shared,
      displayName: 'system',
      roots: ['<rootDir>/e2e', '<rootDir>/bench'],
      testMatch: ['**/*.sys-spec.ts'],
    },
    // Needs a former version, which not every clone has: `npm run upgrade-drill`.
    {
      ...shared,
      displayName: 'drill',
      roots: ['<rootDir>/e2e'],
      testMatch: ['**/e2e/system/**/*.drill-spec.ts'],
    },
  ],
};
