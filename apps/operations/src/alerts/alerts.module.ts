import { Module } from '@nestjs/common';
import { AlertmanagerController } from './alertmanager.controller.js';
import { AlertsController } from './alerts.controller.js';
import { AlertsQueries } from './alerts.queries.js';
import { KeepAlerts } from './keep-alerts.js';

@Module({
  controllers: [AlertmanagerController, AlertsController],
  providers: [AlertsQueries, KeepAlerts],
})
export class AlertsModule {}
