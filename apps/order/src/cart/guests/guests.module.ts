import { Module } from '@nestjs/common';
import { GuestCookie } from './guest-cookie.js';
import { Shoppers } from './shoppers.js';

@Module({ providers: [GuestCookie, Shoppers], exports: [GuestCookie, Shoppers] })
export class GuestsModule {}
