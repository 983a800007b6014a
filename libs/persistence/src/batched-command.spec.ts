import { describe, expect, it } from '@jest/globals';
import { runWithContext } from '@tandem/observability';
import { BatchedCommand, settled } from './batched-command.js';
import type { Tx } from './database.js';
import type { Statement } from './pipeline.js';

/** Answers each statement with what it was sent, and keeps the order in which they came. */
function echo() {
  const sent: string[] = [];
  const query = async ({ name, values }: Statement) => {
    sent.push(`${name} ${String(values?.at(-1))}`);
    return { rows: [{ name, of: values?.[0] }] };
  };
  const tx = { runner: { connect: async () => ({ query }) } } as unknown as Tx;
  return { sent, tx };
}

const ask = (name: string, ...values: unknown[]): Statement => ({ name, text: name, values });

describe('commands that are done together', () => {
  it('are asked in the order of locks, and each is answered with its own rows', async () => {
    const { sent, tx } = echo();
    const shelf = new BatchedCommand<string, string>({
      most: 10,
      idOf: (part) => part,
      together: async (batch) => {
        const going = await batch.ask(
          tx,
          batch.members,
          // Of different length: the answers are told apart by it.
          ({ command }) => [
            ask('lock', command),
            ...(command === 'bolt' ? [ask('look', command)] : []),
          ],
          (rows, { command }) =>
            command === 'nut'
              ? settled<string>(new Error('no nuts'))
              : rows.flat().map(({ of }) => of),
        );
        for (const [member, of] of going) batch.settle(member, `${member.command}: ${of.join()}`);
      },
    });
    const answers = await Promise.allSettled(
      ['screw', 'nut', 'bolt'].map((part) => shelf.submit(part)),
    );
    expect(sent).toEqual(['lock bolt', 'look bolt', 'lock nut', 'lock screw']);
    expect(answers).toEqual([
      { status: 'fulfilled', value: 'screw: screw' },
      { status: 'rejected', reason: new Error('no nuts') },
      { status: 'fulfilled', value: 'bolt: bolt,bolt' },
    ]);
  });

  it('keep who gave each of them, and what their events name as their cause', async () => {
    const { sent, tx } = echo();
    const shelf = new BatchedCommand<string, string>({
      most: 10,
      idOf: (part) => part,
      together: async (batch) => {
        const going = await batch.ask(
          tx,
          batch.members,
          ({ actor }) => [actor],
          () => true,
        );
        for (const one of going.keys()) batch.settle(one, one.cause['ce_correlationid']!);
      },
    });
    const give = (part: string) =>
      runWithContext({ correlationId: `click-${part}` }, () => shelf.submit(part));
    expect(await Promise.all([give('bolt'), give('nut')])).toEqual(['click-bolt', 'click-nut']);
    expect(sent).toEqual(['tandem_actor click-bolt', 'tandem_actor click-nut']);
  });

  it('are not answered for when nothing was decided', async () => {
    const shelf = new BatchedCommand<string, string>({
      most: 10,
      idOf: (part) => part,
      together: async () => undefined,
    });
    await expect(shelf.submit('bolt')).rejects.toThrow('was not settled');
  });
});
