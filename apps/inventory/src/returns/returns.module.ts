import { Module } from '@nestjs/common';
import { ReturnGoods } from './return-goods.js';
import { ReturnsController } from './returns.controller.js';

@Module({ controllers: [ReturnsController], providers: [ReturnGoods] })
export class ReturnsModule {}
