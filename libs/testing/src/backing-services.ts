import { readEnv } from '@tandem/config';

/** Addresses of the real backing services that int-specs run against. */
export interface BackingServices {
  /** A superuser's URL. */
  postgres: string;
  redis: string;
  kafka: string[];
}

/**
 * Where the real backing services are; `npm test` starts them and exports the addresses.
 * @throws Error naming the variable that is missing: an int-spec never skips.
 */
export function backingServices(): BackingServices {
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
      `${name} is not set: run int-specs with \`npm test\`, which starts the real backing services`,
    );
  return value;
}
