import { Module } from '@nestjs/common';
import { SafetyBuffersController } from './safety-buffers.controller.js';
import { SetSafetyBuffer } from './set-safety-buffer.js';

@Module({ controllers: [SafetyBuffersController], providers: [SetSafetyBuffer] })
export class BuffersModule {}
