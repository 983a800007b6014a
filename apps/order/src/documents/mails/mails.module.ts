import { Module } from '@nestjs/common';
import { UsersModule } from '../../clients/users.module.js';
import { OrderLetters } from './order-letters.js';

@Module({ imports: [UsersModule], providers: [OrderLetters], exports: [OrderLetters] })
export class MailsModule {}
