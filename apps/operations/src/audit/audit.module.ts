import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditQueries } from './audit.queries.js';

/** What the audit log of every service tells staff. */
@Module({ controllers: [AuditController], providers: [AuditQueries] })
export class AuditModule {}
