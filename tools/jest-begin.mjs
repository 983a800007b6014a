import { randomBytes } from 'node:crypto';

/** Gives this run of Jest a name, which the workers take over: its templates of databases bear it (libs/testing/src/template.ts). */
export default function beginRun() {
  process.env.TANDEM_TEST_RUN = randomBytes(4).toString('hex');
}
