import { randomUUID } from 'node:crypto';
import type { BeforeApplicationShutdown, OnApplicationShutdown } from '@nestjs/common';
import { ErrorCode, NOOP_PROVIDER, OpenFeature, ProviderEvents } from '@openfeature/server-sdk';
import type { Client } from '@openfeature/server-sdk';
import { gauge, logger } from '@tandem/observability';
import type { Database } from '@tandem/persistence';
import { definitionOf, FLAGS } from './catalogue.js';
import type { FlagName } from './catalogue.js';
import { FlagProvider } from './flag-provider.js';
import type { FlagSubject } from './flag-rule.js';

export interface FlagsOptions {
  database: Database;
  /** Whose they are, in the metrics: the standalone form has all services in one process. */
  service: string;
  /** Asking for a flag that the code does not know throws, as everywhere but in production. */
  refusesUnknown: boolean;
}

const log = logger('flags');

/** Whether a feature is on, for the shop or for somebody. */
export class Flags implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly client: Client;
  private readonly provider: FlagProvider;
  /** OpenFeature is one for the whole process, which may hold all services. */
  private readonly domain = randomUUID();
  private readonly unknown = new Set<string>();
  private readonly gauge: ReturnType<typeof gauge>;

  private constructor(private readonly options: FlagsOptions) {
    this.provider = new FlagProvider(options.database);
    this.client = OpenFeature.getClient(this.domain);
    this.gauge = gauge('feature_flags', () => this.readings(), {
      description: 'Feature flags as this process has them for nobody in particular: 1 is on.',
      unit: '{flag}',
    });
  }

  /** Resolves when the rules were read, or could not be. */
  static async open(options: FlagsOptions): Promise<Flags> {
    const flags = new Flags(options);
    await OpenFeature.setProviderAndWait(flags.domain, flags.provider);
    return flags;
  }

  /** What is still being done goes by the last known rules. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.provider.onClose();
  }

  async onApplicationShutdown(): Promise<void> {
    this.gauge.stop();
    await OpenFeature.setProviderAndWait(this.domain, NOOP_PROVIDER);
  }

  /**
   * Whether a flag is on, as the database last said it, else as the code has it.
   * @throws Error outside of production when the code does not know the flag; there it is off, and logged once.
   */
  async isOn(name: FlagName, { key, roles = [] }: FlagSubject = {}): Promise<boolean> {
    const { value, errorCode } = await this.client.getBooleanDetails(
      name,
      definitionOf(name)?.default ?? false,
      { ...(key !== undefined && { targetingKey: key }), roles: [...roles] },
    );
    if (errorCode === ErrorCode.FLAG_NOT_FOUND) this.noteUnknown(name);
    return value;
  }

  /** Resolves when this process goes by what the database says now, or can't learn it. */
  readAgain(): Promise<void> {
    return this.provider.readAgain();
  }

  /** Calls `listener` with the names of flags whose rules have changed, from now on. */
  onChanged(listener: (names: readonly string[]) => void): void {
    this.client.addHandler(ProviderEvents.ConfigurationChanged, (details) =>
      listener(details?.flagsChanged ?? []),
    );
  }

  private readings() {
    const { service } = this.options;
    return Promise.all(
      (Object.keys(FLAGS) as FlagName[]).map(async (flag) => ({
        value: Number(await this.isOn(flag)),
        attributes: { service, flag },
      })),
    );
  }

  private noteUnknown(name: string): void {
    if (this.options.refusesUnknown) {
      throw new Error(`There is no flag ${name} in libs/flags/src/catalogue.ts`);
    }
    if (this.unknown.has(name)) return;
    this.unknown.add(name);
    log.error({ flag: name }, 'somebody asks for a flag that nobody knows; it counts as off');
  }
}
