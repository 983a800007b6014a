import { Module } from '@nestjs/common';
import { AnnounceHealth } from './announce-health.js';
import { SourceSilence } from './source-silence.js';

@Module({ providers: [AnnounceHealth, SourceSilence], exports: [AnnounceHealth] })
export class SourcesModule {}
