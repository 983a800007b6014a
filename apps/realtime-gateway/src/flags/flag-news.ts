import { Injectable } from '@nestjs/common';
import { Flags, isOnPages } from '@tandem/flags';
import { FanOut } from '../sockets/fan-out.js';

/**
 * Tells the pages of this instance that a flag may have another answer. Every instance hears of it from the database and
 * tells its own, so neither Kafka nor Redis is needed. Who connects later asks then.
 */
@Injectable()
export class FlagNews {
  constructor(flags: Flags, fanOut: FanOut) {
    flags.onChanged((names) => {
      fanOut.tellAll('staff', 'flags.changed', { names });
      const onPages = names.filter(isOnPages);
      if (onPages.length > 0) fanOut.tellAll('shop', 'flags.changed', { names: onPages });
    });
  }
}
