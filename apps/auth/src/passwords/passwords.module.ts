import { Module } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { PasswordHasher } from './password-hasher.js';

@Module({ providers: [PasswordHasher], exports: [PasswordHasher] })
export class PasswordsModule implements OnApplicationBootstrap {
  constructor(private readonly hasher: PasswordHasher) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.hasher.warm();
  }
}
