import type {
  BeforeApplicationShutdown,
  OnApplicationBootstrap,
  OnApplicationShutdown,
} from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { GiveUp, HandlesJob, TryLater, type RunningJob } from '@tandem/jobs';
import { Backoff, PACE, backoffMs } from '@tandem/kernel';
import { counter, gauge, logger, outages } from '@tandem/observability';
import { isConnectionError, type Database } from '@tandem/persistence';
import { Delivery, LookUpAway, withoutPersonalData } from './delivery.js';
import { MailWithheld } from './letters.js';
import type { MailLetters } from './letters.js';
import type { MailConfig } from './mail-config.js';
import { SendMail } from './mail-queue.js';
import { MailStore, type ClaimedMail } from './mail-store.js';
import { MailRefused, MailServerAway, type MailTransport } from './transport.js';
import { Turns } from './turns.js';

/** What a sender needs. */
export interface MailSenderOptions {
  database: Database;
  schema: string;
  config: MailConfig;
  letters: MailLetters;
  transport: MailTransport;
  /** How long a mail is kept from other senders while this one tries; default two minutes. */
  leaseMs?: number;
}

const LEASE_MS = 120_000;
const HOUR_MS = 3_600_000;
const LATE_MS = 300_000;

const log = logger('mail');
const unit = '{mail}';
const sentMails = counter('mails_sent', { unit, description: 'Mails that the server has taken.' });
const failedMails = counter('mails_failed', { unit, description: 'Mails that were given up.' });
const withheldMails = counter('mails_withheld', { unit, description: 'Mails not to be sent.' });

/**
 * Sends a schema's mails, woken by their jobs. A claim, the look-ups, the sending and the mark are separate steps with no
 * transaction around them. What may go wrong:
 *
 * 1. It dies before the server has taken the mail: the lease runs out and any sender tries again.
 * 2. It dies after that and before the mark: the mail goes out twice, with one Message-ID.
 * 3. The server is away: that counts for no mail; one at a time asks again, less and less often.
 * 4. The server refuses the mail: that counts; after the last try, or at once for a mailbox that is none, it is given up.
 */
export class MailSender
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  private readonly store: MailStore;
  private readonly delivery: Delivery;
  private readonly turns: Turns;
  private gauge: { stop(): void } | undefined;

  constructor(private readonly options: MailSenderOptions) {
    const { database, config, letters, transport } = options;
    this.store = new MailStore(database);
    this.delivery = new Delivery(letters, transport, this.store, config);
    this.turns = new Turns(config.mailPerSecond);
  }

  onApplicationBootstrap(): void {
    const { schema } = this.options;
    this.gauge = gauge(
      'mails_queued',
      async () => [{ value: (await this.store.waiting()).count, attributes: { schema } }],
      { description: 'Mails that wait to be sent.', unit },
    );
  }

  beforeApplicationShutdown(): void {
    this.gauge?.stop();
  }

  /** Jobs have ended by now. */
  onApplicationShutdown(): void {
    this.options.transport.close();
  }

  /** Without a server mails wait. */
  get atOnce(): number {
    const { smtpUrl, mailConnections } = this.options.config;
    return smtpUrl === '' ? 0 : mailConnections;
  }

  /** @throws Error when the mail server is away or a mail waits for more than five minutes. */
  async assertKeepsUp(): Promise<void> {
    if (this.turns.serverIsAway) throw new Error('the mail server does not take mail');
    const { oldestMs } = await this.store.waiting();
    if (oldestMs <= LATE_MS) return;
    throw new Error(`the oldest mail waits for ${Math.round(oldestMs / 1000)} s`);
  }

  @HandlesJob(SendMail, (sender: MailSender) => sender.atOnce)
  async send({ mail_id }: { mail_id: string }, { signal }: RunningJob): Promise<void> {
    await this.turns.inTurn(signal, () => this.try(mail_id));
  }

  private async try(id: string): Promise<void> {
    // The row keeps who may send it and not the job: a job may run twice within a moment, and a mail that is sent is sent.
    const leaseMs = this.options.leaseMs ?? LEASE_MS;
    const mail = await this.store.claim(id, leaseMs);
    if (!mail) return this.afterTheOther(id);
    const { template, attempts } = mail;
    try {
      // Half of the lease: a slow try must not be overtaken while it still sends.
      await this.delivery.deliver(mail, leaseMs / 2);
    } catch (error) {
      return this.afterFailure(mail, error);
    }
    this.turns.answered();
    outages.answered('mail');
    faultPoint('mail.sent');
    await this.note(mail, () => this.store.sent(mail));
    sentMails.add(1, { schema: this.options.schema, template });
    log.info({ mail: id, template, attempts }, 'a mail was sent');
  }

  /** Another sender has it, or had it and died. */
  private async afterTheOther(id: string): Promise<void> {
    const leasedMs = await this.store.leasedMs(id);
    if (leasedMs !== null) throw new TryLater(leasedMs, { counted: false });
  }

  /** @throws TryLater, GiveUp. */
  private async afterFailure(mail: ClaimedMail, error: unknown): Promise<void> {
    const { mailFirstRetryMs: firstMs, mailGiveUpHours, mailMaxAttempts } = this.options.config;
    if (error instanceof MailWithheld) return this.withhold(mail, error);
    const { attempts } = mail;
    const cause = withoutPersonalData(error);
    const serverAway = error instanceof MailServerAway;
    const counted = !serverAway && !(error instanceof LookUpAway);
    if (serverAway) this.turns.away();
    if (error instanceof MailRefused) this.turns.answered();

    const ageMs = Date.now() - mail.createdAt.getTime();
    const hopeless = error instanceof MailRefused && error.permanent;
    const spent = counted && attempts >= mailMaxAttempts;
    if (hopeless || spent || ageMs > mailGiveUpHours * HOUR_MS) return this.giveUp(mail, cause);

    // A look-up may fail for this mail only: by its age.
    const othersMs = serverAway
      ? this.turns.remainingMs
      : Math.min(Math.max(ageMs / 4, 1_000), 60_000);
    const waitMs = counted ? backoffMs(attempts, { firstMs, longestMs: HOUR_MS }) : othersMs;
    await this.note(mail, () => this.store.later(mail, cause.message, counted));
    throw new TryLater(waitMs, { counted, cause });
  }

  private async giveUp(mail: ClaimedMail, cause: Error): Promise<never> {
    await this.note(mail, async () => {
      if (!(await this.store.failed(mail, cause.message))) return;
      failedMails.add(1, { schema: this.options.schema, template: mail.template });
    });
    throw new GiveUp(cause);
  }

  private async withhold(mail: ClaimedMail, { reason }: MailWithheld): Promise<void> {
    const { id, template } = mail;
    await this.note(mail, async () => {
      if (!(await this.store.withheld(mail, reason))) return;
      withheldMails.add(1, { schema: this.options.schema, template, reason });
      log.info({ mail: id, template, reason }, 'a mail was withheld');
    });
  }

  /** A database that is away for a moment must not make a mail go out twice: tried until the lease is over. */
  private async note(mail: ClaimedMail, write: () => Promise<void>): Promise<void> {
    const backoff = new Backoff(PACE.outage);
    for (;;) {
      try {
        return await write();
      } catch (error) {
        if (!isConnectionError(error) || Date.now() > mail.leasedUntil.getTime()) throw error;
        await backoff.wait();
      }
    }
  }
}
