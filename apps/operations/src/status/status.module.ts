import { Module } from '@nestjs/common';
import { StatusController } from './status.controller.js';
import { StatusQueries } from './status.queries.js';

/** What the public reads of how the shop is. */
@Module({ controllers: [StatusController], providers: [StatusQueries] })
export class StatusModule {}
