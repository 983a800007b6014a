import { Module } from '@nestjs/common';
import { AlertmanagerController } from './alertmanager.controller.js';
import { AlertsController } from './alerts.controller.js';
import { AlertsQueries } from './alerts.queries.js';
import { KeepAlerts } from './keep-alerts.js';
import { TellEndpointsOfAlerts } from './tell-endpoints.js';

@Module({
  controllers: [AlertmanagerController, AlertsController],
  providers: [AlertsQueries, KeepAlerts, TellEndpointsOfAlerts],
})
export class AlertsModule {}
