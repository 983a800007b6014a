import { Module } from '@nestjs/common';
import { G2aClientModule } from '../g2a/client/g2a-client.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { IntegrationsController } from './integrations.controller.js';
import { IntegrationQueries } from './integrations.queries.js';

@Module({
  imports: [G2aClientModule, RunsModule],
  controllers: [IntegrationsController],
  providers: [IntegrationQueries],
})
export class IntegrationsModule {}
