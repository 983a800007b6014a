import { Module } from '@nestjs/common';
import { ExportParts } from './export-parts.js';
import { ExportsController } from './exports.controller.js';

@Module({ controllers: [ExportsController], providers: [ExportParts] })
export class ExportsModule {}
