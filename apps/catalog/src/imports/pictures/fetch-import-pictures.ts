import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { HandlesJob, TryLater, type RunningJob } from '@tandem/jobs';
import { backoffMs, type FieldError } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import { FetchPicture, type Fetched } from './fetch-picture.js';
import { FetchImportPictures } from './picture-jobs.js';
import { ShowPictures } from './show-pictures.js';
import { dueIn, postpone, readDue, type DuePictures } from './waiting-pictures.js';

/** Rows at a time, one picture of each: a host is never asked for more at once by one instance, and staff find places left. */
const AT_ONCE = 3;
const ROWS_READ = 20;
/** Then the job comes again, so that none runs for longer than a job may. */
const TURN_MS = 120_000;
const NEXT_TURN_MS = 50;
/** Four minutes long; then the row has failed. */
const MOST_TRIES = 8;
const AGAIN = { firstMs: 2_000, longestMs: 120_000 };

/** Fetches what the rows of an import name, row by row; another instance goes on with what this one leaves. */
@Injectable()
export class FetchPictures {
  constructor(
    private readonly database: Database,
    private readonly pictures: FetchPicture,
    private readonly showPictures: ShowPictures,
  ) {}

  /** @throws TryLater when its turn is over, or when some are to be asked for again. */
  @HandlesJob(FetchImportPictures)
  async fetchAll({ import_id: id }: { import_id: string }, { signal }: RunningJob): Promise<void> {
    const until = performance.now() + TURN_MS;
    const fetch = this.pictures.turn();
    for (;;) {
      const due = await readDue(this.database, id, ROWS_READ);
      if (due.length === 0) break;
      const rows = due.values();
      const work = async (): Promise<void> => {
        for (const row of rows) {
          if (signal.aborted || performance.now() > until)
            throw new TryLater(NEXT_TURN_MS, { counted: false });
          await this.fetchRow(id, row, fetch);
        }
      };
      // All of them end before the job does: what one still did beside the next turn would be done twice.
      const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    }
    const ms = await dueIn(this.database, id);
    if (ms !== null) throw new TryLater(Math.max(NEXT_TURN_MS, ms), { counted: false });
  }

  private async fetchRow(
    id: string,
    row: DuePictures,
    fetch: (url: string) => Promise<Fetched>,
  ): Promise<void> {
    const errors: FieldError[] = [];
    const pictures: DuePictures['pictures'] = [];
    let isOver = true;
    for (const picture of row.pictures) {
      const fetched = picture.sha256 === null ? await fetch(picture.url) : null;
      pictures.push({ ...picture, sha256: picture.sha256 ?? shaOf(fetched) });
      if (fetched === null || 'sha256' in fetched) continue;
      errors.push({ field: 'image_urls', message: `${fetched.message}: ${picture.url}` });
      if (fetched.mayComeBack) isOver = false;
    }
    const failures = row.failures + 1;
    const known = { ...row, pictures };
    if (isOver || failures >= MOST_TRIES) await this.showPictures.show(id, known, errors);
    else {
      await postpone(this.database, id, known, backoffMs(failures, AGAIN));
      faultPoint('import.pictures-postponed');
    }
  }
}

const shaOf = (fetched: Fetched | null): string | null =>
  fetched && 'sha256' in fetched ? fetched.sha256 : null;
