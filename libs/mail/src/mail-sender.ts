import { setTimeout as delay } from 'node:timers/promises';
import { faultPoint } from '@tandem/fault-points';
import { counter, gauge, inBackground, logger, outages } from '@tandem/observability';
import { isConnectionError, PgListener, type Database } from '@tandem/persistence';
import { Delivery, LookUpAway, reasonOf } from './delivery.js';
import { MailWithheld } from './letters.js';
import type { MailLetters } from './letters.js';
import type { MailConfig } from './mail-config.js';
import { MailStore, type ClaimedMail } from './mail-store.js';
import { Outage } from './outage.js';
import { mailChannel } from './sql.js';
import { MailRefused, MailServerAway, type MailTransport } from './transport.js';
import { pause, waitForLookUp, waitToRetry } from './waits.js';

/** What a sender needs; the times have defaults that only specs change. */
export interface MailSenderOptions {
  dataSource: Database;
  schema: string;
  config: MailConfig;
  letters: MailLetters;
  transport: MailTransport;
  /** How long a mail is kept from other senders while this one tries; default two minutes. */
  leaseMs?: number;
  /** How often the queue is looked at when nothing is notified; default two seconds. */
  pollMs?: number;
  /** How long `stop()` waits for mails under way; default five seconds. */
  stopMs?: number;
}

const LEASE_MS = 120_000;
const POLL_MS = 2_000;
const STOP_MS = 5_000;
const HOUR_MS = 3_600_000;
const LATE_MS = 300_000;

const log = logger('mail');
const unit = '{mail}';
const sentMails = counter('mails_sent', { unit, description: 'Mails that the server has taken.' });
const failedMails = counter('mails_failed', { unit, description: 'Mails that were given up.' });
const withheldMails = counter('mails_withheld', { unit, description: 'Mails not to be sent.' });

/**
 * Sends a schema's queue; any number of them may run. A claim, the look-ups, the sending and the mark are separate steps
 * with no transaction around them. What may go wrong:
 *
 * 1. It dies before the server has taken the mail: the lease runs out and any sender tries again.
 * 2. It dies after that and before the mark: the mail goes out twice, with one Message-ID.
 * 3. The server is away: that counts for no mail; one at a time probes it, less and less often.
 * 4. The server refuses the mail: that counts; after the last try, or at once for a mailbox that is none, it is given up.
 */
export class MailSender {
  private readonly stopping = new AbortController();
  private readonly store: MailStore;
  private readonly delivery: Delivery;
  private readonly listener: PgListener;
  private readonly outage = new Outage();
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly leaseMs: number;
  private running: Promise<void> | undefined;
  private gauge: { stop(): void } | undefined;
  private wake: () => void = () => undefined;
  private woken = false;

  constructor(private readonly options: MailSenderOptions) {
    const { dataSource, schema, config, letters, transport } = options;
    this.store = new MailStore(dataSource);
    this.delivery = new Delivery(letters, transport, this.store, config);
    this.leaseMs = options.leaseMs ?? LEASE_MS;
    this.listener = new PgListener({
      url: dataSource.url,
      channels: [mailChannel(schema)],
      onNotify: () => this.wakeUp(),
      onUp: () => this.wakeUp(),
    });
  }

  /** Begins to send, until `stop()`; a second call changes nothing. */
  start(): void {
    if (this.running) return;
    const { schema } = this.options;
    this.gauge = gauge(
      'mails_queued',
      async () => [{ value: (await this.store.waiting()).count, attributes: { schema } }],
      { description: 'Mails that wait to be sent.', unit },
    );
    this.listener.start();
    this.running = this.run();
  }

  /** Begins nothing more and waits a moment for what is under way; the rest is another sender's after its lease. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wakeUp();
    this.gauge?.stop();
    await this.listener.stop();
    await this.running;
    const patience = new AbortController();
    await Promise.race([
      Promise.allSettled(this.underWay.values()),
      pause(this.options.stopMs ?? STOP_MS, patience.signal),
    ]);
    patience.abort();
    this.options.transport.close();
  }

  /** @throws Error when the mail server is away or a mail waits for more than five minutes. */
  async assertKeepsUp(): Promise<void> {
    if (this.outage.isOn) throw new Error('the mail server does not take mail');
    const { oldestMs } = await this.store.waiting();
    if (oldestMs <= LATE_MS) return;
    throw new Error(`the oldest mail waits for ${Math.round(oldestMs / 1000)} s`);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    let failures = 0;
    while (!signal.aborted) {
      this.woken = false;
      try {
        const room = this.room();
        const claimed = room > 0 ? await this.store.claim(room, this.leaseMs) : [];
        failures = 0;
        for (const mail of claimed) this.begin(mail);
        if (claimed.length > 0) {
          await pause((claimed.length * 1000) / this.options.config.mailPerSecond, signal);
        } else {
          await this.idle();
        }
      } catch (error) {
        log.warn({ err: error, schema: this.options.schema }, 'the queue of mails can’t be read');
        await pause(Math.min(50 * 2 ** failures++, 2_000), signal);
      }
    }
  }

  /** How many mails may be begun now; while the server is away one, and only now and then. */
  private room(): number {
    if (!this.outage.isOn) return this.options.config.mailConnections - this.underWay.size;
    return this.outage.remainingMs === 0 && this.underWay.size === 0 ? 1 : 0;
  }

  private begin(mail: ClaimedMail): void {
    const { id: correlationId, traceparent } = mail;
    const work = inBackground('send mail', () => this.try(mail), { correlationId, traceparent })
      .catch((error: unknown) =>
        log.error({ err: error, mail: mail.id }, 'what became of a mail can’t be noted'),
      )
      .finally(() => {
        this.underWay.delete(mail.id);
        this.wakeUp();
      });
    this.underWay.set(mail.id, work);
  }

  private async try(mail: ClaimedMail): Promise<void> {
    const { id, template, attempts } = mail;
    try {
      // Half of the lease: a slow try must not be overtaken while it still sends.
      await this.delivery.deliver(mail, this.leaseMs / 2);
    } catch (error) {
      return this.afterFailure(mail, error);
    }
    this.outage.over();
    outages.answered('mail');
    faultPoint('mail.sent');
    await this.note(mail, () => this.store.sent(mail));
    sentMails.add(1, { schema: this.options.schema, template });
    log.info({ mail: id, template, attempts }, 'mail sent');
  }

  private async afterFailure(mail: ClaimedMail, error: unknown): Promise<void> {
    const { mailFirstRetryMs, mailGiveUpHours, mailMaxAttempts } = this.options.config;
    if (error instanceof MailWithheld) return this.withhold(mail, error);
    const { id, template, attempts } = mail;
    const reason = reasonOf(error);
    const serverAway = error instanceof MailServerAway;
    const uncounted = serverAway || error instanceof LookUpAway;
    if (serverAway) this.outage.noted();
    if (error instanceof MailRefused) this.outage.over();
    else if (!uncounted) log.error({ err: error, mail: id, template }, 'a mail can’t be written');

    const ageMs = Date.now() - mail.createdAt.getTime();
    const hopeless = error instanceof MailRefused && error.permanent;
    const spent = !uncounted && attempts >= mailMaxAttempts;
    if (hopeless || spent || ageMs > mailGiveUpHours * HOUR_MS) return this.giveUp(mail, reason);

    const othersMs = serverAway ? this.outage.remainingMs : waitForLookUp(ageMs);
    const waitMs = uncounted ? othersMs : waitToRetry(mailFirstRetryMs, attempts);
    await this.note(mail, () => this.store.later(mail, waitMs, reason, { uncounted }));
    const fields = { mail: id, template, attempts, reason, wait_ms: Math.round(waitMs) };
    log.warn(uncounted ? { err: error, ...fields } : fields, 'mail waits');
  }

  private async giveUp(mail: ClaimedMail, reason: string): Promise<void> {
    const { id, template, attempts } = mail;
    await this.note(mail, async () => {
      if (!(await this.store.failed(mail, reason))) return;
      failedMails.add(1, { schema: this.options.schema, template });
      log.error({ mail: id, template, attempts, reason }, 'mail given up');
    });
  }

  private async withhold(mail: ClaimedMail, { reason }: MailWithheld): Promise<void> {
    const { id, template } = mail;
    await this.note(mail, async () => {
      if (!(await this.store.withheld(mail, reason))) return;
      withheldMails.add(1, { schema: this.options.schema, template, reason });
      log.info({ mail: id, template, reason }, 'mail withheld');
    });
  }

  /** A database that is away for a moment must not make a mail go out twice: tried until the lease is over. */
  private async note(mail: ClaimedMail, write: () => Promise<void>): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await write();
      } catch (error) {
        if (!isConnectionError(error) || Date.now() > mail.leaseUntil.getTime()) throw error;
        await delay(Math.min(50 * 2 ** attempt, 2_000));
      }
    }
  }

  private async idle(): Promise<void> {
    if (this.woken || this.stopping.signal.aborted) return;
    const pollMs = this.options.pollMs ?? POLL_MS;
    const waitMs = this.outage.isOn ? Math.min(this.outage.remainingMs + 1, pollMs) : pollMs;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      timer = setTimeout(resolve, waitMs);
    });
    clearTimeout(timer);
  }

  private wakeUp(): void {
    this.woken = true;
    this.wake();
  }
}
