import { describe, expect, it } from '@jest/globals';
import { isConnectionError } from '@tandem/observability';
import { tell } from './problem.js';

const withCode = (code: string, message = 'no words') =>
  Object.assign(new Error(message), { code });
const queryFailed = (driverError: Error) =>
  Object.assign(new Error(driverError.message), { query: 'select 1', driverError });

const AWAY: Error[] = [
  ...['57P01', '57P02', '57P03', '08000', '08001', '08003', '08004', '08006', '08P01'].map((code) =>
    withCode(code),
  ),
  ...['53000', '53100', '53200', '53300', '58000', '58030'].map((code) => withCode(code)),
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH'].map((code) =>
    withCode(code),
  ),
  ...[
    'the database system is in recovery mode',
    'the database system is shutting down',
    'the database system is starting up',
    'the database system is not yet accepting connections',
    'terminating connection due to administrator command',
    'sorry, too many clients already',
    'Connection terminated',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
    'timeout exceeded when trying to connect',
    'timeout expired',
    'Query read timeout',
    'Cannot use a pool after calling end on the pool',
    'Driver not Connected',
  ].map((message) => new Error(message)),
];

describe('a database that is away', () => {
  it.each(AWAY.map((error) => [`${'code' in error ? error.code : error.message}`, error] as const))(
    'is known by %s, bare or wrapped, and a request answers 503 and when to come back',
    (_form, error) => {
      for (const thrown of [
        error,
        queryFailed(error),
        new Error('fetch failed', { cause: error }),
        new AggregateError([error]),
        new Error('outer', { cause: queryFailed(error) }),
      ]) {
        expect(isConnectionError(thrown)).toBe(true);
        expect(tell(thrown)).toMatchObject({
          status: 503,
          code: 'unavailable',
          extra: { retry_after: 1 },
        });
      }
    },
  );

  it('is not what a statement did wrong, whatever words its values hold', () => {
    const words = 'invalid input syntax: "Connection terminated"';
    for (const error of [
      withCode('22P02', words),
      queryFailed(withCode('22P02', words)),
      withCode('23505', 'duplicate key'),
      withCode('42P01', 'relation does not exist'),
      withCode('40001'),
      withCode('53400'),
      new Error('something else'),
      'Connection terminated',
      null,
      undefined,
    ]) {
      expect(isConnectionError(error)).toBe(false);
    }
    expect(tell(withCode('42P01')).status).toBe(500);
  });

  it('ends at errors that are each other’s cause', () => {
    const one = new Error('one');
    one.cause = new Error('two', { cause: one });
    expect(isConnectionError(one)).toBe(false);
  });
});
