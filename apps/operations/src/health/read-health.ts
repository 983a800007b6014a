import { Injectable } from '@nestjs/common';
import { otherServicesOf } from '@tandem/config';
import { HealthRegistry } from '@tandem/http';
import { OperationsConfig } from '../config.js';
import { askedHealth, healthOf, type Told } from './told-health.js';

/** A service gives what it depends on two seconds. */
const WITHIN_MS = 4_000;

/** Asks each service whether it is ready, as a balancer does. Behind one, an instance answers for all of its service. */
@Injectable()
export class ReadHealth {
  private readonly sources: readonly [string, () => Promise<unknown>][];

  constructor(config: OperationsConfig, health: HealthRegistry) {
    this.sources = [
      ['operations', () => health.report()],
      ...otherServicesOf(config).map(([service, url]): [string, () => Promise<unknown>] => [
        service,
        () => askedHealth(`${url}/health/ready`, WITHIN_MS),
      ]),
    ];
  }

  async all(): Promise<Told[]> {
    const told = await Promise.all(
      this.sources.map(async ([service, read]) =>
        healthOf(service, await read().catch(() => null)),
      ),
    );
    return told.flat();
  }
}
