import { stringify } from 'yaml';

/** Whom an Alertmanager tells. */
export interface Told {
  /** Of operations, which shows alerts to staff. */
  webhook: { url: string; secret: string };
  /** People who want a mail; nobody when it is left out. */
  mail?: { to: string; from: string; server: string };
}

/** The configuration of an Alertmanager: alerts of one name go together, and those that go on are told again in an hour. */
export function alertmanagerConfig({ webhook, mail }: Told): string {
  return stringify({
    route: {
      receiver: 'staff',
      group_by: ['alertname'],
      group_wait: '1s',
      group_interval: '5s',
      repeat_interval: '1h',
    },
    receivers: [
      {
        name: 'staff',
        webhook_configs: [
          {
            url: webhook.url,
            send_resolved: true,
            // What operations takes of one call.
            max_alerts: 100,
            http_config: { authorization: { type: 'Bearer', credentials: webhook.secret } },
          },
        ],
        ...(mail && {
          email_configs: [
            {
              to: mail.to,
              from: mail.from,
              smarthost: mail.server,
              require_tls: false,
              send_resolved: true,
            },
          ],
        }),
      },
    ],
  });
}
