import {
  causeHeaders,
  currentContext,
  currentTraceparent,
  isConnectionError,
} from '@tandem/observability';
import type { Tx } from './database.js';
import { Gathering } from './gathering.js';
import { together } from './pipeline.js';
import type { Rows, Statement } from './pipeline.js';
import { actAs } from './transaction.js';

/** A command among those that are done together, and the request that it comes from. */
export interface Member<In> {
  readonly command: In;
  /** Names who acts, for the records that the database keeps: goes before the statements whose changes are recorded. */
  readonly actor: Statement;
  readonly correlationId: string | null;
  readonly traceparent: string | null;
  /** What its events name as their cause. */
  readonly cause: Record<string, string>;
}

/** How one command has ended while the others go on; an error fails it alone. */
export class Settled<Out> {
  constructor(readonly outcome: Out | Error) {}
}

/** What a `decide` returns of a command that is done with. */
export function settled<Out>(outcome: Out | Error): Settled<Out> {
  return new Settled(outcome);
}

export interface BatchedCommandOptions<In, Out> {
  /** Most commands that are done together: one failure sends as many back to be done one by one. */
  most: number;
  /** Two commands with one id are never done together. It is also the order in which everybody takes locks. */
  idOf: (command: In) => string;
  /** What a command may have to wait for, its id included. Default: its id. */
  touches?: (command: In) => readonly string[];
  /**
   * Does the commands of one batch and settles each. When it throws, none of them was done, and each is done alone. One
   * alone runs in the context of its request, several in a new one.
   */
  together: (batch: Batch<In, Out>) => Promise<unknown>;
  /** Whether a failure of all says nothing about any one of them. Default: that the database is away. */
  isGeneral?: (error: unknown) => boolean;
  /** After so long a batch counts as held up, and what touches nothing of it goes ahead. */
  patienceMs?: number;
}

/** Commands that are done together; each gets its own answer and keeps its own actor, trace and cause. */
export class Batch<In, Out> {
  private readonly settled = new Map<Member<In>, Out | Error>();

  constructor(
    /** Names the batch where a row is of several commands. */
    readonly id: string,
    /** In the order they came. */
    readonly members: readonly Member<In>[],
    private readonly idOf: (command: In) => string,
  ) {}

  /**
   * Sends the statements of each command, all in one round trip and in the order of locks.
   * @param decide makes of a command's rows, one entry a statement, what it goes on with, or settles it.
   * @returns those that go on, in the order of locks.
   */
  async ask<T>(
    tx: Tx,
    members: readonly Member<In>[],
    statementsOf: (member: Member<In>) => readonly Statement[],
    decide: (rows: Rows[], member: Member<In>) => T | Settled<Out>,
  ): Promise<Map<Member<In>, T>> {
    const asked = inOrder(members, ({ command }) => this.idOf(command)).map((member) => ({
      member,
      statements: statementsOf(member),
    }));
    const answers = await together(
      tx,
      asked.flatMap(({ statements }) => statements),
    );
    const going = new Map<Member<In>, T>();
    for (const { member, statements } of asked) {
      const value = decide(answers.splice(0, statements.length), member);
      if (value instanceof Settled) this.settle(member, value.outcome);
      else going.set(member, value);
    }
    return going;
  }

  /** The last outcome counts: a transaction may be done again. */
  settle(member: Member<In>, outcome: Out | Error): void {
    this.settled.set(member, outcome);
  }

  /** @throws Error when one of them was not settled. */
  outcomes(): (Out | Error)[] {
    return this.members.map((member) => {
      if (!this.settled.has(member)) throw new Error('a command of the batch was not settled');
      return this.settled.get(member)!;
    });
  }
}

/** In the order in which everybody takes locks, so that nobody waits in a circle. */
export function inOrder<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/**
 * A command that is done together with others of its kind that arrive meanwhile (`Gathering`, decision 0050). Its user gives
 * the statements of one command and a pure function that decides by their rows.
 */
export class BatchedCommand<In, Out> {
  private readonly gathering: Gathering<Member<In>, Out>;

  constructor({
    most,
    idOf,
    together,
    isGeneral,
    patienceMs,
    ...rest
  }: BatchedCommandOptions<In, Out>) {
    const touches = rest.touches ?? ((command) => [idOf(command)]);
    this.gathering = new Gathering<Member<In>, Out>({
      most,
      idOf: ({ command }) => idOf(command),
      touches: ({ command }) => touches(command),
      run: async (members, id) => {
        const batch = new Batch<In, Out>(id, members, idOf);
        await together(batch);
        return batch.outcomes();
      },
      isGeneral: isGeneral ?? isConnectionError,
      ...(patienceMs === undefined ? {} : { patienceMs }),
    });
  }

  /** @returns the command's own outcome. @throws its own error, or what its batch failed with. */
  submit(command: In): Promise<Out> {
    const context = currentContext();
    return this.gathering.submit({
      command,
      actor: actAs(context ?? { correlationId: '' }),
      correlationId: context?.correlationId ?? null,
      traceparent: currentTraceparent(),
      cause: causeHeaders(),
    });
  }
}
