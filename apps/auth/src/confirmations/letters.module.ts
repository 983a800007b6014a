import { Module } from '@nestjs/common';
import { AuthLetters } from './auth-letters.js';

@Module({ providers: [AuthLetters], exports: [AuthLetters] })
export class LettersModule {}
