import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { loadConfig } from '@tandem/config';
import type { OwnJob } from '@tandem/contracts';
import { JobList, JobsModule, createJobs } from '@tandem/jobs';
import { Database, openDatabase, transaction, type Tx } from '@tandem/persistence';
import { MailCatcher, createTestDatabase } from '@tandem/testing';
import type { TestDatabase } from '@tandem/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { composeMail } from '../compose.js';
import type { MailLetters } from '../letters.js';
import { MailConfig } from '../mail-config.js';
import { MailQueue } from '../mail-queue.js';
import type { NewMail } from '../mail-queue.js';
import { MailSender } from '../mail-sender.js';
import type { MailSenderOptions } from '../mail-sender.js';
import { mailCausesSql, mailJobsSql, mailLimitsSql, mailSql } from '../sql.js';
import { SmtpTransport } from '../transport.js';

/** @param waiting SQL from before mails waited as jobs. */
const tables = (waiting: string) =>
  class Mails1700000000000 implements MigrationInterface {
    async up(runner: QueryRunner): Promise<void> {
      await runner.query(mailSql('orders') + mailLimitsSql('orders') + mailCausesSql('orders'));
      await runner.query(waiting + createJobs('orders') + mailJobsSql('orders'));
    }

    async down(): Promise<void> {}
  };

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

/** Mails in a database of their own, their senders, and a real mail server in its own process. */
export class PostOffice {
  private readonly senders: INestApplicationContext[] = [];
  private desk!: INestApplicationContext;

  private constructor(
    readonly database: TestDatabase,
    readonly catcher: MailCatcher,
  ) {}

  static async open(waiting = ''): Promise<PostOffice> {
    const database = await createTestDatabase('t_mail', [
      { schema: 'orders', migrations: [tables(waiting)] },
    ]);
    const office = new PostOffice(database, await MailCatcher.start());
    office.desk = await office.start({ SMTP_URL: '' });
    return office;
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
  async send(
    env: Record<string, string> = {},
    options: Partial<MailSenderOptions> = {},
  ): Promise<MailSender> {
    const instance = await this.start(env, options);
    this.senders.push(instance);
    return instance.get(MailSender);
  }

  private async start(
    env: Record<string, string>,
    options: Partial<MailSenderOptions> = {},
  ): Promise<INestApplicationContext> {
    const url = this.database.urlOf('orders');
    const opened = await openDatabase({ url, schema: 'orders', applicationName: 'mail-spec' });
    const config = this.config(env);
    const instance = await Test.createTestingModule({
      imports: [
        {
          module: class {},
          global: true,
          providers: [{ provide: Database, useValue: opened }],
          exports: [Database],
        },
        JobsModule.forRoot({ schema: 'orders', service: 'order' }),
      ],
      providers: [
        MailQueue,
        {
          provide: MailSender,
          useFactory: () =>
            new MailSender({
              database: opened,
              schema: 'orders',
              config,
              letters,
              transport: new SmtpTransport(config),
              ...options,
            }),
        },
        { provide: 'close', useValue: { onApplicationShutdown: () => opened.close() } },
      ],
    }).compile();
    return instance.init();
  }

  /** Mails in one transaction. */
  async transaction(work: (tx: Tx, mails: MailQueue) => Promise<void>): Promise<void> {
    const mails = this.desk.get(MailQueue);
    await transaction(this.desk.get(Database), (tx) => work(tx, mails));
  }

  /** One mail in a transaction of its own. */
  async enqueue(mail: Partial<NewMail> & { dedupeKey: string }): Promise<void> {
    await this.transaction((tx, mails) =>
      mails.add(tx, { template: 'order_paid', userId: USER, data: { number: 7 }, ...mail }),
    );
  }

  /** What staff see of it. */
  async job(): Promise<OwnJob | undefined> {
    return (await this.desk.get(JobList).list({ name: 'send-mail', limit: 1 }))[0];
  }

  async retry(id: string): Promise<void> {
    await this.senders[0]!.get(JobList).retry(id);
  }

  async mail(dedupeKey: string): Promise<MailRow> {
    const [row] = await this.database.query<MailRow & { [key: string]: unknown }>(
      'select state, attempts, last_error from orders.mails where dedupe_key = $1',
      [dedupeKey],
    );
    return row!;
  }

  async stopSenders(): Promise<void> {
    await Promise.all(this.senders.splice(0).map((sender) => sender.close()));
  }

  /** As new, for the next example. */
  async clear(): Promise<void> {
    await this.stopSenders();
    await this.database.query('truncate orders.mails, orders.mail_days, orders_jobs.job');
    await this.catcher.restart();
  }

  async close(): Promise<void> {
    await this.stopSenders();
    await this.desk.close();
    await this.database.drop();
    await this.catcher.stop();
  }
}

export const USER = '0190a000-0000-7000-8000-000000000001';
