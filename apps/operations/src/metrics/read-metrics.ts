import { Injectable } from '@nestjs/common';
import { otherServicesOf } from '@tandem/config';
import { metricsText } from '@tandem/observability';
import { OperationsConfig } from '../config.js';
import { CHARTS } from './charts.js';
import type { Figures } from './chart.js';
import { figuresOf, metricNames } from './figures.js';
import { readingsOf, type Reading } from './prometheus-text.js';

const WITHIN_MS = 4_000;
/** Some 20,000 lines; a service has a tenth of that. */
const MOST_CHARACTERS = 4_000_000;
/** Says which process answered. */
const PROCESS = 'target_info';
const NAMES = new Set([...metricNames(CHARTS), PROCESS]);
/** In the standalone form all services are one process: after so many rounds it is looked whether that is still so. */
const ROUNDS_BETWEEN_LOOKS = 20;
/** What a process says of its requests where it is not one service alone. */
const ALL_SERVICES = 'shop';

/** What a process has counted. */
export interface Told {
  instance: string;
  figures: Figures;
}

/**
 * Asks each service for its metrics, as Prometheus does. Behind a balancer one instance answers for all of a service: what the
 * others count comes when it is their turn. A service that does not answer is left out.
 */
@Injectable()
export class ReadMetrics {
  private readonly sources: ReadonlyMap<string, () => Promise<string>>;
  private readonly answeredLast = new Map<string, string>();
  private round = 0;

  constructor(config: OperationsConfig) {
    this.sources = new Map([
      ['operations', () => metricsText()],
      ...otherServicesOf(config).map(
        ([service, url]) => [service, () => textOf(`${url}/metrics`)] as const,
      ),
    ]);
  }

  async all(): Promise<Told[]> {
    const lookAnew = this.round++ % ROUNDS_BETWEEN_LOOKS === 0;
    const told = new Map<string, Reading[]>();
    for (const [service, read] of this.sources) {
      const known = this.answeredLast.get(service);
      if (!lookAnew && known !== undefined && told.has(known)) continue;
      const text = await read().catch(() => null);
      if (text === null) continue;
      const readings = readingsOf(text, NAMES);
      const instance = instanceOf(readings) ?? service;
      this.answeredLast.set(service, instance);
      told.set(instance, readings);
    }
    return [...told].map(([instance, readings]) => ({
      instance,
      figures: figuresOf(CHARTS, readings.map(labelled(this.serviceOf(instance)))),
    }));
  }

  private serviceOf(instance: string): string {
    const services = [...this.answeredLast].filter(([, answered]) => answered === instance);
    return services.length === 1 ? services[0]![0] : ALL_SERVICES;
  }
}

/** Prometheus says by itself which service it asked; whatever a process says of itself goes before it. */
const labelled =
  (service: string) =>
  (reading: Reading): Reading => ({ ...reading, labels: { service, ...reading.labels } });

function instanceOf(readings: readonly Reading[]): string | undefined {
  const labels = readings.find(({ name }) => name === PROCESS)?.labels;
  return labels && `${labels['service_name']}/${labels['service_instance_id']}`;
}

async function textOf(url: string): Promise<string> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(WITHIN_MS) });
  if (!answer.ok) throw new Error(`answered ${answer.status}`);
  const text = await answer.text();
  if (text.length > MOST_CHARACTERS) throw new Error('answered too much');
  return text;
}
