import { Module } from '@nestjs/common';
import { ContentModule } from '../content/content.module.js';
import { RepairParts } from './repair-parts.js';
import { RepairsController } from './repairs.controller.js';

@Module({
  imports: [ContentModule],
  controllers: [RepairsController],
  providers: [RepairParts],
})
export class RepairsModule {}
