import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { pause } from '@tandem/kernel';
import { absentService, logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import type { FastifyRequest } from 'fastify';
import { SyncConfig } from '../../config.js';
import { received } from '../../webhooks/refuse-webhook.js';
import { TakeSignedWebhook } from '../../webhooks/take-signed-webhook.js';
import type { SignatureScheme } from '../../webhooks/verify-signature.js';
import { hint } from '../feed/feed-store.js';

/** Hints that come within this time are one for the poller. */
const TOGETHER_MS = 50;

const log = logger('warehouse');

/**
 * Takes a hint of the warehouse: is it signed, answer, and have the warehouse asked now. It is not kept: what it may have to
 * say is found by that poll, by the next one without it, and the warehouse sends thousands when it counts its shelves.
 */
@Injectable()
export class TakeHint implements BeforeApplicationShutdown {
  private readonly scheme: SignatureScheme;
  private passing: Promise<void> | undefined;
  private another = false;

  constructor(
    config: SyncConfig,
    private readonly database: Database,
    private readonly takeSigned: TakeSignedWebhook,
  ) {
    this.scheme = {
      source: 'inventory',
      headerPrefix: 'x-inventory',
      secret: config.warehouseWebhookSecret,
    };
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.passing;
  }

  async take(request: FastifyRequest): Promise<void> {
    await this.takeSigned.take(this.scheme, request, () => Promise.resolve());
    received.add(1, { source: this.scheme.source, outcome: 'new' });
    this.another = true;
    this.passing ??= this.passOn();
  }

  private async passOn(): Promise<void> {
    while (this.another) {
      this.another = false;
      try {
        await hint(this.database);
      } catch (error) {
        log.warn({ err: error, away: absentService(error) }, 'a hint was not passed on');
      }
      await pause(TOGETHER_MS);
    }
    this.passing = undefined;
  }
}
