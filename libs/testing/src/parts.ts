import { readEnv } from '@tandem/config';

/** Addresses of the real parts that int-specs run against. */
export interface TestParts {
  /** A superuser's URL. */
  postgres: string;
  redis: string;
  kafka: string[];
}

/**
 * Where the real parts are; `npm test` starts them and exports the addresses.
 * @throws Error naming the variable that is missing: an int-spec never skips.
 */
export function testParts(): TestParts {
  return {
    get postgres() {
      return required('TANDEM_TEST_POSTGRES');
    },
    get redis() {
      return required('TANDEM_TEST_REDIS');
    },
    get kafka() {
      return required('TANDEM_TEST_KAFKA').split(',');
    },
  };
}

function required(name: string): string {
  const value = readEnv()[name];
  if (!value)
    throw new Error(
      `${name} is not set: run int-specs with \`npm test\`, which starts the real parts`,
    );
  return value;
}
