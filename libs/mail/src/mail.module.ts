import { Module } from '@nestjs/common';
import type { DynamicModule, ModuleMetadata, OnApplicationBootstrap, Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ServiceConfig } from '@tandem/config';
import { HealthRegistry } from '@tandem/http';
import type { Equipment } from '@tandem/http';
import { logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { ForgetOldMails } from './forget-old-mails.js';
import type { MailLetters } from './letters.js';
import type { MailConfig } from './mail-config.js';
import { MailQueue } from './mail-queue.js';
import { MailSender } from './mail-sender.js';
import { SmtpTransport } from './transport.js';

/** Where a service's mails lie and who writes them. */
export interface MailModuleOptions {
  /** The schema whose migrations made the tables of mails. */
  schema: string;
  /** Where `letters` comes from. */
  imports: NonNullable<ModuleMetadata['imports']>;
  /** Writes the mails and looks up addresses; exported by one of the imports. */
  letters: Type<MailLetters>;
}

const log = logger('mail');

/** Gives a service its `MailQueue` and sends it. Its configuration extends `MailConfig`; it has a `JobsModule`. */
@Module({})
export class MailModule implements OnApplicationBootstrap {
  constructor(private readonly ref: ModuleRef) {}

  /** Without `SMTP_URL` mails are queued and wait: a service starts and works all the same. */
  static forRoot({ schema, imports, letters }: MailModuleOptions): DynamicModule {
    return {
      module: MailModule,
      global: true,
      imports,
      providers: [
        MailQueue,
        ForgetOldMails,
        {
          provide: MailSender,
          inject: [Database, ServiceConfig, letters],
          useFactory: (database: Database, config: MailConfig, writer: MailLetters) =>
            new MailSender({
              database,
              schema,
              config,
              letters: writer,
              transport: new SmtpTransport(config),
            }),
        },
      ],
      exports: [MailQueue],
    };
  }

  static forService(options: Omit<MailModuleOptions, 'schema'>): Equipment {
    return { module: ({ schema }) => MailModule.forRoot({ ...options, schema }) };
  }

  onApplicationBootstrap(): void {
    const sender = this.ref.get(MailSender);
    if (sender.atOnce === 0) {
      log.warn('SMTP_URL is empty: mails wait in the queue');
      return;
    }
    this.ref
      .get(HealthRegistry, { strict: false })
      .add('mail', () => sender.assertKeepsUp(), { required: false });
  }
}
