import { Module } from '@nestjs/common';
import { SealChanges } from './seal-changes.js';

/** Evidence of whoever tampers with the audit log. */
@Module({ providers: [SealChanges] })
export class AuditChainModule {}
