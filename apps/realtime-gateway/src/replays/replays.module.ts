import { Module } from '@nestjs/common';
import { OperationsModule } from '../operations/operations.module.js';
import { ForgetReplays } from './forget-replays.js';
import { PreviewReplay } from './preview-replay.js';
import { ReplaysController } from './replays.controller.js';
import { StartReplay } from './start-replay.js';
import { WorkOnReplay } from './work-on-replay.js';

/** Events of the past, handed over once more. */
@Module({
  imports: [OperationsModule],
  controllers: [ReplaysController],
  providers: [ForgetReplays, PreviewReplay, StartReplay, WorkOnReplay],
})
export class ReplaysModule {}
