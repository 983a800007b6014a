import { Module } from '@nestjs/common';
import { ContentModule } from '../content/content.module.js';
import { ImagesModule } from '../images/images.module.js';
import { RepairImages } from './repair-images.js';
import { RepairParts } from './repair-parts.js';
import { RepairsController } from './repairs.controller.js';

@Module({
  imports: [ContentModule, ImagesModule],
  controllers: [RepairsController],
  providers: [RepairImages, RepairParts],
})
export class RepairsModule {}
