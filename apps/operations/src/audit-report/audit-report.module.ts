import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AuditReportController } from './audit-report.controller.js';
import { AuditReportQueries } from './audit-report.queries.js';

@Module({
  imports: [AuditModule],
  controllers: [AuditReportController],
  providers: [AuditReportQueries],
})
export class AuditReportModule {}
