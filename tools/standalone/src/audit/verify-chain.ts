import { archiveNames, lookForDifferences, verifyArchive, type Query } from '@tandem/consistency';

/** A digest that somebody has kept at another place. */
export interface Anchor {
  seal: string;
  digest: string;
}

export interface ChainReport {
  /** The last seal: to be kept where whoever can write here can't. Null: nothing is sealed yet. */
  head: Anchor | null;
  seals: number;
  rows: number;
  /** Rows after the last seal, which nothing vouches for yet, and when the oldest was written. */
  unsealed: { rows: number; since: Date | null };
  /** Files that hold what the log no longer does. */
  archives: number;
  /** What is wrong, in a sentence each. */
  wrong: string[];
}

/** `seal:digest`, as the head is printed. @throws Error when it is neither */
export function anchorOf(text: string): Anchor {
  const [, seal, digest] = /^(\d{1,18}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (!seal || !digest) throw new Error(`"${text}" is no anchor: it looks like 1042:9f86d0…`);
  return { seal, digest };
}

/** Holds the rows of the audit log against their seals, the seals against each other and against what was kept elsewhere. */
export async function verifyChain(
  query: Query,
  anchors: readonly Anchor[] = [],
  progress?: (seals: number) => void,
): Promise<ChainReport> {
  const looks = await lookForDifferences(query, {
    names: ['audit chain'],
    graceMs: 0,
    progress: (_check, seals) => progress?.(seals),
  });
  const findings = looks.flatMap((look) => look.findings);
  const wasRow = new Map(findings.map(({ id, due }) => [due, id.split('/')[1]!]));
  const wrong = findings.map(({ id, has, due }) => {
    const [seal = '', what = ''] = id.split('/');
    if (!/^\d+$/.test(what)) return SEALS[what]!(seal);
    if (has === null) return `Row ${what} was removed.`;
    if (due === null) return `Row ${what} was added among rows that were sealed.`;
    const from = wasRow.get(has);
    return from ? `Row ${what} holds what row ${from} held.` : `Row ${what} was altered.`;
  });
  for (const { seal, digest } of anchors) {
    const [kept] = (await query(
      `select encode(digest, 'hex') as digest from operations.audit_seals where number = $1::bigint`,
      [seal],
    )) as { digest: string }[];
    if (!kept) wrong.push(`Seal ${seal} is gone: the log was cut off, or begun anew.`);
    else if (kept.digest !== digest)
      wrong.push(`Seal ${seal} is another than the one that was kept: the log was written anew.`);
  }
  return { ...(await stateOf(query)), wrong };
}

/** Reads every archive in a folder, and holds its seals against those of the database. */
export async function verifyArchives(query: Query, folder: string): Promise<string[]> {
  const archives = (await query(
    `select file, encode(sha256, 'hex') as sha256, first_seal::text, last_seal::text
       from operations.audit_archives order by number`,
  )) as { file: string; sha256: string; first_seal: string; last_seal: string }[];
  const wrong: string[] = [];
  for (const { file, sha256, first_seal, last_seal } of archives) {
    try {
      const archive = await verifyArchive(folder, archiveNames(first_seal, last_seal).manifest);
      wrong.push(...archive.wrong.map((one) => `${file}: ${one}`));
      const [last] = (await query(
        `select encode(digest, 'hex') as digest from operations.audit_seals where number = $1::bigint`,
        [last_seal],
      )) as { digest: string }[];
      if (
        archive.manifest.sha256 !== sha256 ||
        archive.manifest.seals.at(-1)?.digest !== last?.digest
      )
        wrong.push(`${file} is another than the one that was recorded.`);
    } catch (error) {
      wrong.push(`${file} can't be read: ${(error as Error).message}.`);
    }
  }
  return wrong;
}

const SEALS: Record<string, (seal: string) => string> = {
  hashes: (seal) => `The hashes that seal ${seal} holds were changed.`,
  digest: (seal) => `Seal ${seal} does not follow from the seal before it.`,
  before: (seal) => `The seal before ${seal} is missing, or ends elsewhere.`,
};

async function stateOf(query: Query): Promise<Omit<ChainReport, 'wrong'>> {
  const [sealed] = (await query(
    `select count(*)::integer as seals, coalesce(sum(rows), 0)::float8 as rows, coalesce(max(to_id), 0)::text as to_id,
            max(number)::text as seal from operations.audit_seals`,
  )) as { seals: number; rows: number; to_id: string; seal: string | null }[];
  const [head] = (await query(
    `select encode(digest, 'hex') as digest from operations.audit_seals where number = $1::bigint`,
    [sealed!.seal],
  )) as { digest: string }[];
  const [unsealed] = (await query(
    `select count(*)::integer as rows, min(changed_at) as since from audit.data_change_logs where id > $1::bigint`,
    [sealed!.to_id],
  )) as ChainReport['unsealed'][];
  const [archived] = (await query(
    `select count(*)::integer as archives from operations.audit_archives`,
  )) as { archives: number }[];
  return {
    archives: archived!.archives,
    head: head ? { seal: sealed!.seal!, digest: head.digest } : null,
    seals: sealed!.seals,
    rows: sealed!.rows,
    unsealed: unsealed!,
  };
}
