import { Module } from '@nestjs/common';
import { TellStock } from './tell-stock.js';

@Module({ providers: [TellStock], exports: [TellStock] })
export class ShelvesModule {}
