import { Module } from '@nestjs/common';
import { ArchiveChanges } from './archive-changes.js';

/** What the audit log does not keep for ever. */
@Module({ providers: [ArchiveChanges] })
export class AuditArchiveModule {}
