import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertmanagerConfig, impatientRules, prometheusConfig } from '@tandem/observe';
import type { Run } from './backing-services.ts';
import { ROOT } from './home.ts';
import { hasCommand } from './run.ts';
import type { Instance } from './services.ts';
import { answersOk } from './wait.ts';

const RULES = join(ROOT, 'deploy', 'prometheus', 'alerts.yml');
/** Debian's name, and the project's own. */
const ALERTMANAGERS = ['prometheus-alertmanager', 'alertmanager'];
const KEPT = '2d';

/** How the stack is looked at. */
export interface Observing {
  /** How often services are asked and rules looked at. Default 5. */
  everySeconds?: number;
  /** Rules tell at once, and not when something has gone on for a while. */
  impatient?: boolean;
  /** Who gets alerts by mail, beside the panel. */
  mailTo?: string;
}

export interface Observed {
  prometheus: string;
  alertmanager: string;
}

/**
 * Starts Prometheus and Alertmanager beside the services.
 * @returns where they are, or in words what is not on this machine: the shop runs without them.
 */
export async function startObserving(
  run: Run,
  instances: readonly Instance[],
  { standalone, smtpUrl }: { standalone: boolean; smtpUrl: string },
  { everySeconds = 5, mailTo, impatient = false }: Observing,
): Promise<Observed | { missing: string }> {
  const program = await alertmanagerHere();
  if (!program || !(await answers('prometheus')))
    return {
      missing:
        'Nothing is observed: Prometheus or Alertmanager is not on this machine (apt-get install prometheus prometheus-alertmanager)',
    };
  const [metrics, alerts] = [
    await run.ports.port('prometheus'),
    await run.ports.port('alertmanager'),
  ];
  const folder = run.home.path('observe');
  mkdirSync(folder, { recursive: true });
  const operations = instances.find(({ service }) => service.name === 'operations')!.url;
  const files = {
    prometheus: join(folder, 'prometheus.yml'),
    rules: join(folder, 'rules.yml'),
    alerts: join(folder, 'alerts.yml'),
  };
  const rules = readFileSync(RULES, 'utf8');
  writeFileSync(files.rules, impatient ? impatientRules(rules) : rules);
  writeFileSync(
    files.prometheus,
    prometheusConfig({
      instances: asked(instances, standalone),
      rules: files.rules,
      alertmanager: `127.0.0.1:${alerts}`,
      everySeconds,
    }),
  );
  const secret = run.secrets.own.ALERTS_WEBHOOK_SECRET ?? '';
  const { host: server } = new URL(smtpUrl);
  writeFileSync(
    files.alerts,
    alertmanagerConfig({
      webhook: { url: `${operations}/internal/alerts`, secret },
      ...(mailTo && { mail: { to: mailTo, from: 'alerts@tandem.test', server } }),
    }),
    { mode: 0o600 },
  );
  const observed = {
    prometheus: `http://127.0.0.1:${metrics}`,
    alertmanager: `http://127.0.0.1:${alerts}`,
  };
  await Promise.all([
    run
      .supervise({
        name: 'alertmanager',
        command: program,
        args: [
          `--config.file=${files.alerts}`,
          `--storage.path=${join(folder, 'alertmanager')}`,
          `--web.listen-address=127.0.0.1:${alerts}`,
          '--cluster.listen-address=',
        ],
        ready: () => answersOk(`${observed.alertmanager}/-/ready`),
        advice: 'Read the log, or start without --observe.',
      })
      .start(),
    run
      .supervise({
        name: 'prometheus',
        command: 'prometheus',
        args: [
          `--config.file=${files.prometheus}`,
          `--storage.tsdb.path=${join(folder, 'prometheus')}`,
          `--storage.tsdb.retention.time=${KEPT}`,
          `--web.listen-address=127.0.0.1:${metrics}`,
        ],
        ready: () => answersOk(`${observed.prometheus}/-/ready`),
        advice: 'Read the log, or start without --observe.',
      })
      .start(),
  ]);
  return observed;
}

/** In the standalone form one process tells of all services: asked once, for each of them it would count again. */
function asked(instances: readonly Instance[], standalone: boolean) {
  const all = instances.map(({ service, url }) => ({
    service: service.name as string,
    address: new URL(url).host,
  }));
  return standalone ? [{ ...all[0]!, service: 'standalone' }] : all;
}

async function alertmanagerHere(): Promise<string | undefined> {
  for (const name of ALERTMANAGERS) if (await answers(name)) return name;
  return undefined;
}

async function answers(program: string): Promise<boolean> {
  return hasCommand(program, ['--version']).then(
    (output) => output !== undefined,
    () => false,
  );
}
