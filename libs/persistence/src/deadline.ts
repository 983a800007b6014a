import { tellsAbsenceOf } from '@tandem/observability';

/**
 * What `work` gives, unless the database takes longer than `ms`: a network that swallows everything ends no statement.
 * @throws as for a database that is away, when no answer came in time.
 */
export async function answeredWithin<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = tellsAbsenceOf('postgres', new Error('no answer in time'));
    timer = setTimeout(() => reject(error), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
