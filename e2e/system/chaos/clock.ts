import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { call } from '../client.js';

const LIBRARIES = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1',
];

/** The clock of one process, by libfaketime where it is installed (`apt-get install faketime`). Its timers go on as they are. */
export class FakeClock {
  private constructor(
    private readonly file: string,
    private readonly library: string,
  ) {
    this.jump(0);
  }

  static in(home: string): FakeClock | undefined {
    const library = LIBRARIES.find((path) => existsSync(path));
    return library ? new FakeClock(join(home, 'clock'), library) : undefined;
  }

  /** Settings of the process. */
  get env(): Record<string, string> {
    return {
      LD_PRELOAD: this.library,
      FAKETIME_TIMESTAMP_FILE: this.file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
  }

  jump(seconds: number): void {
    writeFileSync(`${this.file}.new`, `${seconds < 0 ? '' : '+'}${seconds}`);
    renameSync(`${this.file}.new`, this.file);
  }

  /** How far ahead a service's clock is, in seconds, as its answers tell. */
  static async aheadOf(url: string): Promise<number> {
    const { headers } = await call(`${url}/health/live`);
    return (Date.parse(String(headers['date'])) - Date.now()) / 1_000;
  }
}
