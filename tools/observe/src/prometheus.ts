import { stringify } from 'yaml';

/** What Prometheus is to know. */
export interface Observed {
  /** Who is asked for `/metrics`, as host and port. */
  instances: readonly { service: string; address: string }[];
  /** File of the rules. */
  rules: string;
  /** Where alerts go, as host and port. */
  alertmanager: string;
  everySeconds: number;
}

/** So many times sooner something has gone on for too long. Hours, which an expression writes as a product, stay hours. */
const SOONER = 30;

/**
 * The rules without the time for which each must hold before it is told, and with ages of seconds in place of minutes: for
 * tests, which set off what they want to see.
 */
export function impatientRules(rules: string): string {
  return rules
    .replace(/^( +for:) .*$/gm, '$1 0s')
    .replace(
      /(_seconds\) > )(\d+)(?![\d ]*[*])/g,
      (_, age, seconds) => age + Number(seconds) / SOONER,
    );
}

/** The configuration of a Prometheus that reads all services, looks at the rules and tells an Alertmanager. */
export function prometheusConfig({
  instances,
  rules,
  alertmanager,
  everySeconds,
}: Observed): string {
  const interval = `${everySeconds}s`;
  return stringify({
    global: { scrape_interval: interval, scrape_timeout: interval, evaluation_interval: interval },
    rule_files: [rules],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    scrape_configs: [
      {
        job_name: 'tandem',
        // What a service says of itself goes before what it is found by: in the standalone form one tells of all.
        honor_labels: true,
        static_configs: instances.map(({ service, address }) => ({
          targets: [address],
          labels: { service },
        })),
      },
    ],
  });
}
