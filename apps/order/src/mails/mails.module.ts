import { Module } from '@nestjs/common';
import { CustomerContact } from './customer-contact.js';
import { OrderLetters } from './order-letters.js';

@Module({ providers: [CustomerContact, OrderLetters], exports: [CustomerContact, OrderLetters] })
export class MailsModule {}
