import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@tandem/auth-client';
import { BodyLimits, Priority, ReadsBody } from '@tandem/http';
import type { FastifyRequest } from 'fastify';
import { OperationsConfig } from '../config.js';
import { requireSecret } from '../bearer-secret.js';
import { KeepAlerts } from './keep-alerts.js';
import { toldAlerts } from './told-alert.js';

/** What Alertmanager calls. The front doors hide it, and it has a secret of its own: Alertmanager is no service of the shop. */
@ApiExcludeController()
@Controller('internal/alerts')
@Priority('critical')
export class AlertmanagerController {
  constructor(
    private readonly keepAlerts: KeepAlerts,
    private readonly config: OperationsConfig,
  ) {}

  /** The secret is looked at here and not by the guard, which knows people and services. */
  @Post()
  @HttpCode(204)
  @Public()
  @BodyLimits({ bytes: 512 * 1024, keys: 5_000 })
  @ReadsBody()
  async take(@Req() request: FastifyRequest): Promise<void> {
    requireSecret(request, this.config.alertsWebhookSecret, 'Alertmanager’s secret');
    await this.keepAlerts.keep(toldAlerts(request.body));
  }
}
