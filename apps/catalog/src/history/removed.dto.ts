import { IntField, TimeField } from '@tandem/http';
import type { Removed } from './removed.js';

export class RemovedView implements Removed {
  @TimeField({ description: 'All that was removed is from before this time.' })
  before!: string;
  @IntField({ description: 'For how many days each is kept.' })
  kept_days!: number;
  @IntField({ description: 'How many of the newest are kept however old they are.' })
  kept_newest!: number;
}
