import { Module } from '@nestjs/common';
import { EndOwnSession } from './end-own-session.js';
import { ForgetOldSessions } from './forget-old-sessions.js';
import { OpenSession } from './open-session.js';
import { RotateRefreshToken } from './rotate-refresh-token.js';
import { SessionQueries } from './session-queries.js';
import { SessionsController } from './sessions.controller.js';

@Module({
  controllers: [SessionsController],
  providers: [OpenSession, RotateRefreshToken, SessionQueries, EndOwnSession, ForgetOldSessions],
  exports: [OpenSession, RotateRefreshToken, SessionQueries],
})
export class SessionsModule {}
