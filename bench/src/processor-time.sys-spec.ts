import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type StackHandle } from '@tandem/stack';
import type { OperationName } from './operations.ts';
import { measureRatios } from './ratios.ts';
import { signIn } from './sign-in.ts';

const HOME = join(import.meta.dirname, '../../.tandem/system/processor-time');
const ROUNDS = 3;

/** Twice what each was on a quiet machine, and more for an order: how many go together is the machine's choice. */
const MOST: Record<OperationName, number> = {
  'part page': 9,
  'list of 24': 8,
  search: 380,
  'stock write': 50,
  'content edit': 190,
  order: 450,
};

// Real: all services, their databases, Redis and Kafka.
describe('the processor time of an operation', () => {
  let stack: StackHandle;

  beforeAll(async () => {
    stack = await startStack({ home: HOME, mode: 'distributed', frontDoors: 'free' });
  });
  afterAll(() => stack?.stop());

  it('has not doubled, beside the least program for it', async () => {
    const ratios = await measureRatios(stack, await signIn(stack), ROUNDS);
    const held = Object.entries(MOST).map(([name, most]) => ({
      name,
      most,
      ratio: ratios[name as OperationName],
    }));
    const lines = held.map(
      ({ name, most, ratio }) => `${ratio.toFixed(1).padStart(6)} (at most ${most})  ${name}`,
    );
    process.stdout.write(`processor time, in that of the least program:\n${lines.join('\n')}\n`);
    expect(held.filter(({ most, ratio }) => ratio > most)).toEqual([]);
  });
});
