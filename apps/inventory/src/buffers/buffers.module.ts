import { Module } from '@nestjs/common';
import { CategoriesConsumer } from './categories.consumer.js';
import { CategoryBuffersController } from './category-buffers.controller.js';
import { FollowBuffers } from './follow-buffers.js';
import { SafetyBuffersController } from './safety-buffers.controller.js';
import { SafetyBuffersFileController } from './safety-buffers-file.controller.js';
import { SafetyBufferQueries } from './safety-buffers.queries.js';
import { SetCategoryBuffer } from './set-category-buffer.js';
import { SetSafetyBuffer } from './set-safety-buffer.js';

@Module({
  controllers: [
    SafetyBuffersController,
    SafetyBuffersFileController,
    CategoryBuffersController,
    CategoriesConsumer,
  ],
  providers: [SetSafetyBuffer, SetCategoryBuffer, SafetyBufferQueries, FollowBuffers],
})
export class BuffersModule {}
