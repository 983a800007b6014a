import { Global, Module } from '@nestjs/common';
import { SyncRedis } from './sync-redis.js';

@Global()
@Module({ providers: [SyncRedis], exports: [SyncRedis] })
export class RedisModule {}
