import { Module } from '@nestjs/common';
import { ContentModule } from '../content/content.module.js';
import { ApplyRows } from './apply-rows.js';
import { OldImports } from './old-imports.js';
import { ErrorsFile } from './errors-file.js';
import { ImportQueries } from './imports.queries.js';
import { ImportsController } from './imports.controller.js';
import { ProcessImport } from './process-import.js';
import { SendStock } from './send-stock.js';
import { StartImport } from './start-import.js';
import { SteerImport } from './steer-import.js';

@Module({
  imports: [ContentModule],
  controllers: [ImportsController],
  providers: [
    ApplyRows,
    ErrorsFile,
    ImportQueries,
    OldImports,
    ProcessImport,
    SendStock,
    StartImport,
    SteerImport,
  ],
})
export class ImportsModule {}
