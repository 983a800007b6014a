import { once } from 'node:events';
import { Faults } from './faults.ts';
import { Mailbox } from './mailbox.ts';
import { makeSmtpServer } from './smtp.ts';
import { makeWeb } from './web.ts';

const HOST = process.env.MAIL_CATCHER_HOST ?? '127.0.0.1';
const smtpPort = Number(process.env.MAIL_CATCHER_SMTP_PORT ?? 1025);
const webPort = Number(process.env.MAIL_CATCHER_WEB_PORT ?? 8025);

const mailbox = new Mailbox();
const faults = new Faults();
const smtp = makeSmtpServer(mailbox, faults);
const web = makeWeb(mailbox, faults);

const listening = smtp.listen(smtpPort, HOST);
await once(listening, 'listening');
// A client that goes away in the middle of a mail is no reason to stop.
smtp.on('error', () => undefined);
await web.listen({ host: HOST, port: webPort });
console.log(
  `mail catcher (development only): smtp://${HOST}:${smtpPort}, page http://${HOST}:${webPort}`,
);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    smtp.close();
    void web.close().then(() => process.exit(0));
  });
}
