import { configOf, Setting } from '@tandem/config';
import { ArrayMaxSize, IsArray, IsInt, Matches, Max, Min } from 'class-validator';

/** The settings of the watcher. */
export class WatcherConfig extends configOf('watcher', { pool: 4 }) {
  @Setting({
    env: 'WATCHER_DOOR_URL',
    doc: 'Where the watcher reads the shop’s pages: its public front door; empty: it reads none.',
    default: '',
  })
  @Matches(/^(https?:\/\/[^/\s]+)?$/, {
    message: 'must be an origin, such as https://shop.example',
  })
  doorUrl!: string;

  @Setting({
    env: 'WATCHER_DELAYS_S',
    doc: 'Seconds after a change at which its pages are read, by comma.',
    default: ['1', '5', '60'],
  })
  @IsArray()
  @ArrayMaxSize(5)
  @Matches(/^([1-9]\d{0,2})$/, { each: true, message: 'may hold whole seconds from 1 to 999' })
  delaysS!: string[];

  @Setting({
    env: 'WATCHER_READS_PER_SECOND',
    doc: 'Most pages an instance of the watcher reads in a second; what is more is skipped and counted.',
    default: 10,
  })
  @IsInt()
  @Min(1)
  @Max(1_000)
  readsPerSecond!: number;

  @Setting({
    env: 'WATCHER_READ_DAYS',
    doc: 'Days that the counts of reads, and the pages that disagreed, stay on record.',
    default: 90,
  })
  @IsInt()
  @Min(1)
  @Max(3_650)
  readDays!: number;
}
