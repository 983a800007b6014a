import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@tandem/auth-client';
import { BodyLimits, Priority, ReadsBody } from '@tandem/http';
import type { FastifyRequest } from 'fastify';
import { OperationsConfig } from '../config.js';
import { KeepStatements } from '../slow-statements/keep-statements.js';
import { requireSecret } from '../bearer-secret.js';
import { KeepTraces } from './keep-traces.js';
import { toldSpans } from './told-spans.js';

/**
 * Where services send their spans (OTLP over HTTP as JSON). The front doors hide it, and it has a secret of its own: what
 * sends them is OpenTelemetry's, and knows no service tokens.
 */
@ApiExcludeController()
@Controller('internal/traces')
@Priority('deferrable')
export class TakeSpansController {
  constructor(
    private readonly keepTraces: KeepTraces,
    private readonly keepStatements: KeepStatements,
    private readonly config: OperationsConfig,
  ) {}

  @Post()
  @HttpCode(200)
  @Public()
  @BodyLimits({ bytes: 4 * 1024 * 1024, keys: 100_000, items: 50_000 })
  @ReadsBody()
  async take(@Req() request: FastifyRequest): Promise<{ partialSuccess: object }> {
    requireSecret(request, this.config.tracesSecret, 'The secret of the traces');
    const { spans, unusable } = toldSpans(request.body);
    this.keepTraces.take(spans, unusable);
    await this.keepStatements.keep(spans.flatMap(({ slowStatement }) => slowStatement ?? []));
    return { partialSuccess: {} };
  }
}
