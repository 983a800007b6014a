import type { ContentUpdateFailed, EventData } from '@tandem/contracts';
import { ContentUpdateFailed as Failed } from '@tandem/contracts';
import { outbox } from '@tandem/messaging';
import { transaction, type Database, type Tx } from '@tandem/persistence';

export type FailedUpdate = Omit<
  EventData<typeof ContentUpdateFailed>,
  'subject' | 'version' | 'account_id'
>;

/** The first try may meet somebody who is writing at that moment; one that fails twice is worth a word. */
export const TOLD_AT_ATTEMPT = 2;

/** Tells whoever made an update, in the transaction that knows how it ended; nobody is told of what the shop itself does. */
export async function tellAuthor(
  tx: Tx,
  author: string | null,
  failed: FailedUpdate,
): Promise<void> {
  if (author === null) return;
  const subject = `${failed.update}:${failed.run_id ?? failed.part_id}`;
  await outbox.add(tx, Failed, { subject, version: 1, account_id: author, ...failed });
}

/** Tells whoever last planned something for a part that it could not be done at its time. */
export function tellPlanner(database: Database, partId: number): Promise<void> {
  return transaction(database, async (tx) => {
    const [planned] = await tx.query<{ author: string; name: string }>(
      `select v.created_by as author, p.part_name as name
         from part_content_versions v join parts p on p.id = v.part_id
        where v.part_id = $1 and v.created_by is not null
        order by v.changed && '{publish_at,sale}' desc, v.version_number desc limit 1`,
      [partId],
    );
    await tellAuthor(tx, planned?.author ?? null, {
      update: 'planned_switch',
      part_id: partId,
      run_id: null,
      retrying: true,
      detail: `What was planned for “${planned?.name}” could not be done at its time. The part is as it was. The shop tries again by itself. You can open the part and do it now.`,
    });
  });
}
