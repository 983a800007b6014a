import type { Tx } from '@tandem/persistence';
import { tellAuthor } from '../content/tell-author.js';

/** An import that takes in no more rows. */
export interface EndedImport {
  by: string | null;
  file_name: string;
  problem: string | null;
  failed: number;
  images_failed: number;
  is_dry_run: boolean;
}

export const ENDED = 'by, file_name, problem, failed, images_failed, is_dry_run';

/** Tells whoever imports of what was not taken in; what is told later of the same import takes the place of it. */
export async function tellImporter(tx: Tx, id: string, ended: EndedImport): Promise<void> {
  const detail = failureOf(ended);
  if (detail === null) return;
  await tellAuthor(tx, ended.by, {
    ...{ update: 'import', part_id: null, run_id: id, retrying: false, detail },
  });
}

/** Once for all pictures of an import: when the last of them is settled, and its rows were told of before. */
export async function tellOfPictures(tx: Tx, id: string): Promise<void> {
  const [ended] = await tx.query<EndedImport>(
    `select ${ENDED} from imports
      where id = $1 and finished_at is not null and images_waiting = 0 and images_failed > 0`,
    [id],
  );
  if (ended) await tellImporter(tx, id, ended);
}

/** In sentences; null when everything was taken in, or nothing was to be. A row whose stock or pictures failed has written its part. */
function failureOf({ file_name, problem, failed, images_failed, is_dry_run }: EndedImport) {
  const stopped = problem === null ? null : `The import of ${file_name} has stopped. ${problem}`;
  if (is_dry_run || (stopped && images_failed === 0)) return stopped;
  if (failed === 0) return null;
  const rows = counted(failed, 'row');
  const what =
    images_failed > 0
      ? `${counted(images_failed, 'picture')} of ${file_name} could not be fetched. In all, ${rows} failed.`
      : `${rows} of ${file_name} could not be imported.`;
  return [stopped, what, adviceOn(failed)].filter(Boolean).join(' ');
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

const adviceOn = (failed: number): string =>
  failed === 1
    ? 'Download the failed row: it says why. Mend it and import it again.'
    : 'Download the failed rows: they say why. Mend them and import them again.';
