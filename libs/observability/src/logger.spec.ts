import { describe, expect, it } from '@jest/globals';
import { runWithContext } from './context.js';
import { logger } from './logger.js';

function capture(write: (log: ReturnType<typeof logger>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(logger('catalog', { level: 'info', destination: { write: (line) => lines.push(line) } }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a log line', () => {
  it('is one JSON object with time, level, service and message', () => {
    const [line] = capture((log) => log.info({ part_id: 7 }, 'stock saved'));
    expect(line).toEqual({
      time: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:]+\.\d{3}Z$/),
      level: 'info',
      service: 'catalog',
      msg: 'stock saved',
      part_id: 7,
    });
  });

  it('belongs to its request', () => {
    const [line] = capture((log) =>
      runWithContext({ correlationId: 'click-1234' }, () => log.info('saved')),
    );
    expect(line).toMatchObject({ correlation_id: 'click-1234' });
  });

  it('shows no secret, however deep', () => {
    const [line] = capture((log) =>
      log.info(
        {
          body: { email: 'a@b.c', nested: [{ password: 'x', new_password: 'y' }] },
          headers: { authorization: 'Bearer x', Cookie: 'sid=x', 'set-cookie': ['sid=x'] },
          refreshToken: 'x',
          ORDER_SERVICE_KEY: 'x',
          token_type: 'Bearer',
        },
        'login',
      ),
    );
    expect(line).toMatchObject({
      body: {
        email: '[redacted]',
        nested: [{ password: '[redacted]', new_password: '[redacted]' }],
      },
      headers: {
        authorization: '[redacted]',
        Cookie: '[redacted]',
        'set-cookie': '[redacted]',
      },
      refreshToken: '[redacted]',
      ORDER_SERVICE_KEY: '[redacted]',
      token_type: 'Bearer',
    });
  });

  it('tells an error with its cause, without what a driver attaches to it', () => {
    const driverError = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (email)=(a@b.c) already exists.',
      parameters: ['a@b.c'],
    });
    const [line] = capture((log) =>
      log.error({ err: new Error('not saved', { cause: driverError }) }, 'failed'),
    );
    expect(line).toMatchObject({
      err: { type: 'Error', message: 'not saved', cause: { code: '23505' } },
    });
    expect(JSON.stringify(line)).not.toContain('a@b.c');
  });

  it('survives a value that refers to itself', () => {
    const part: Record<string, unknown> = { id: 1 };
    part['self'] = part;
    expect(capture((log) => log.info({ part }, 'odd'))).toHaveLength(1);
  });
});
