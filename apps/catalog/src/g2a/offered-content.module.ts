import { Global, Module } from '@nestjs/common';
import { OfferedContent } from '../content/offered-content.js';
import { G2aContent } from './offered-content.js';

/** For `content`, which is below this folder and asks through its port. */
@Global()
@Module({
  providers: [{ provide: OfferedContent, useClass: G2aContent }],
  exports: [OfferedContent],
})
export class OfferedContentModule {}
