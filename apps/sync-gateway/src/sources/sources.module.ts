import { Module } from '@nestjs/common';
import { AnnounceHealth } from './announce-health.js';

@Module({ providers: [AnnounceHealth], exports: [AnnounceHealth] })
export class SourcesModule {}
