import { Inject, Injectable } from '@nestjs/common';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { RealtimeConfig } from '../config.js';

@Injectable()
export class ForgetReplays {
  constructor(@Inject(RealtimeConfig) private readonly config: RealtimeConfig) {}

  @Retains({ name: 'forget-replays', title: 'Remove records of replays of long ago' })
  kept(): Kept[] {
    return [{ table: 'replays', since: 'finished_at', for: keptFor(this.config, 'replayDays') }];
  }
}
