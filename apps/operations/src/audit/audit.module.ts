import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditQueries } from './audit.queries.js';
import { ExportAudit } from './export-audit.js';

/** What the audit log of every service tells staff. */
@Module({
  controllers: [AuditController],
  providers: [AuditQueries, ExportAudit],
  exports: [AuditQueries],
})
export class AuditModule {}
