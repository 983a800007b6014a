import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.js';
import { freePort } from './net.js';
import { endProcess } from './processes.js';

const SCRIPT = fileURLToPath(new URL('../../../tools/mail-catcher/src/main.ts', import.meta.url));

export interface CaughtMail {
  id: string;
  to: string[];
  subject: string;
  message_id: string;
  text: string;
  html: string;
  headers: { name: string; value: string }[];
}

/** A real mail server that keeps what it gets: tools/mail-catcher, in a process of its own. */
export class MailCatcher {
  private constructor(
    readonly smtpUrl: string,
    private readonly url: string,
    private readonly ports: { smtp: number; web: number },
    private child: ChildProcess,
  ) {}

  static async start(): Promise<MailCatcher> {
    const ports = { smtp: await freePort(), web: await freePort() };
    const url = `http://127.0.0.1:${ports.web}`;
    const child = await launch(ports, url);
    return new MailCatcher(`smtp://127.0.0.1:${ports.smtp}`, url, ports, child);
  }

  /** Mails to an address, or to anybody; newest first. */
  async mails(to = ''): Promise<CaughtMail[]> {
    const answer = await fetch(`${this.url}/api/mails?limit=1000&to=${encodeURIComponent(to)}`);
    const { items } = (await answer.json()) as { items: { id: string }[] };
    return Promise.all(
      items.map(async ({ id }) => {
        const mail = await fetch(`${this.url}/api/mails/${id}`);
        return (await mail.json()) as CaughtMail;
      }),
    );
  }

  /** Waits for exactly so many mails. */
  async expect(count: number, to = ''): Promise<CaughtMail[]> {
    return eventually(async () => {
      const mails = await this.mails(to);
      if (mails.length !== count) throw new Error(`${mails.length} mails instead of ${count}`);
      return mails;
    });
  }

  /** Refuses the next mails with an SMTP code. */
  async refuse(times: number, code = 451, stage: 'recipient' | 'data' = 'data'): Promise<void> {
    await fetch(`${this.url}/_sim/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ times, code, stage }),
    });
  }

  /** Goes away, with all it has caught. */
  async stop(): Promise<void> {
    await endProcess(this.child, 'SIGKILL');
  }

  /** Comes back at the same address, empty. */
  async restart(): Promise<void> {
    await this.stop();
    this.child = await launch(this.ports, this.url);
  }
}

async function launch(ports: { smtp: number; web: number }, url: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [SCRIPT], {
    stdio: 'ignore',
    env: {
      MAIL_CATCHER_SMTP_PORT: String(ports.smtp),
      MAIL_CATCHER_WEB_PORT: String(ports.web),
    },
  });
  await eventually(async () => (await fetch(`${url}/health`)).ok);
  return child;
}
