import { loadConfig } from '@tandem/config';
import { openDatabase, transaction, type Database } from '@tandem/persistence';
import { MailCatcher, createTestDatabase } from '@tandem/testing';
import type { TestDatabase } from '@tandem/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { composeMail } from '../compose.js';
import type { MailLetters } from '../letters.js';
import { MailConfig } from '../mail-config.js';
import { mailQueue } from '../mail-queue.js';
import type { NewMail } from '../mail-queue.js';
import { MailSender } from '../mail-sender.js';
import type { MailSenderOptions } from '../mail-sender.js';
import { mailCausesSql, mailLimitsSql, mailSql } from '../sql.js';
import { SmtpTransport } from '../transport.js';

class Mails1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(mailSql('orders') + mailLimitsSql('orders') + mailCausesSql('orders'));
  }

  async down(): Promise<void> {}
}

export interface MailRow {
  state: string;
  attempts: number;
  last_error: string | null;
}

/** Writes the same to everybody; a user's address is made of the user's id. */
export const letters: MailLetters = {
  recipient: async (userId) => ({ address: `${userId}@example.com`, name: 'Ada' }),
  write: async ({ data }, { name }) =>
    composeMail({
      subject: `Order ${String(data['number'])}`,
      preview: 'Thanks',
      heading: 'Thanks',
      name,
      blocks: [],
      shop: { name: 'Tandem', url: 'http://shop.test' },
    }),
};

/** A queue in a database of its own, senders, and a real mail server in its own process. */
export class PostOffice {
  private readonly senders: MailSender[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly dataSource: Database,
    readonly catcher: MailCatcher,
  ) {}

  static async open(): Promise<PostOffice> {
    const database = await createTestDatabase('t_mail', [
      { schema: 'orders', migrations: [Mails1700000000000] },
    ]);
    const url = database.urlOf('orders');
    const options = { url, schema: 'orders', applicationName: 'mail-spec' };
    const dataSource = await openDatabase(options);
    return new PostOffice(database, dataSource, await MailCatcher.start());
  }

  config(env: Record<string, string> = {}): MailConfig {
    return loadConfig(MailConfig, {
      TANDEM_SERVICE_KEYS: `order=${'x'.repeat(43)}`,
      SMTP_URL: this.catcher.smtpUrl,
      MAIL_FIRST_RETRY_MS: '20',
      MAIL_PER_SECOND: '1000',
      MAIL_PER_ADDRESS_PER_DAY: '1000',
      ...env,
    });
  }

  /** A running sender; `env` and `options` go before the usual. */
  send(env: Record<string, string> = {}, options: Partial<MailSenderOptions> = {}): MailSender {
    const { dataSource } = this;
    const config = this.config(env);
    const transport = new SmtpTransport(config);
    const sender = new MailSender({
      dataSource,
      schema: 'orders',
      config,
      letters,
      transport,
      pollMs: 100,
      stopMs: 100,
      ...options,
    });
    this.senders.push(sender);
    sender.start();
    return sender;
  }

  /** One mail in a transaction of its own. */
  async enqueue(mail: Partial<NewMail> & { dedupeKey: string }): Promise<void> {
    await transaction(this.dataSource, (tx) =>
      mailQueue.add(tx, { template: 'order_paid', userId: USER, data: { number: 7 }, ...mail }),
    );
  }

  async mail(dedupeKey: string): Promise<MailRow> {
    const [row] = await this.database.query<MailRow & { [key: string]: unknown }>(
      'select state, attempts, last_error from orders.mails where dedupe_key = $1',
      [dedupeKey],
    );
    return row!;
  }

  async stopSenders(): Promise<void> {
    await Promise.all(this.senders.splice(0).map((sender) => sender.stop()));
  }

  /** As new, for the next example. */
  async clear(): Promise<void> {
    await this.stopSenders();
    await this.database.query('truncate orders.mails, orders.mail_days');
    await this.catcher.restart();
  }

  async close(): Promise<void> {
    await this.stopSenders();
    await this.dataSource.close();
    await this.database.drop();
    await this.catcher.stop();
  }
}

export const USER = '0190a000-0000-7000-8000-000000000001';
