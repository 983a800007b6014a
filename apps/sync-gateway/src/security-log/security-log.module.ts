import { Global, Module } from '@nestjs/common';
import { ForgetSecurityEvents } from './forget-security-events.js';
import { SecurityLog } from './security-log.js';

@Global()
@Module({ providers: [ForgetSecurityEvents, SecurityLog], exports: [SecurityLog] })
export class SecurityLogModule {}
