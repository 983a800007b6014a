import { Module } from '@nestjs/common';
import { ContentModule } from '../content/content.module.js';
import { ImagesModule } from '../images/images.module.js';
import { ShelvesModule } from '../shelves/shelves.module.js';
import { ApplyRows } from './apply-rows.js';
import { OldImports } from './old-imports.js';
import { ErrorsFile } from './errors-file.js';
import { ImportQueries } from './imports.queries.js';
import { ImportsController } from './imports.controller.js';
import { JudgeRows } from './judge-rows.js';
import { FetchPictures } from './pictures/fetch-import-pictures.js';
import { FetchPicture } from './pictures/fetch-picture.js';
import { ShowPictures } from './pictures/show-pictures.js';
import { ProcessImport } from './process-import.js';
import { RunImport } from './run-import.js';
import { RepeatImport } from './repeat-import.js';
import { SendStock } from './send-stock.js';
import { StartImport } from './start-import.js';
import { SteerImport } from './steer-import.js';

@Module({
  imports: [ContentModule, ImagesModule, ShelvesModule],
  controllers: [ImportsController],
  providers: [
    ApplyRows,
    ErrorsFile,
    FetchPicture,
    FetchPictures,
    ImportQueries,
    JudgeRows,
    OldImports,
    ProcessImport,
    RepeatImport,
    RunImport,
    SendStock,
    ShowPictures,
    StartImport,
    SteerImport,
  ],
})
export class ImportsModule {}
