import { describe, expect, it } from '@jest/globals';
import { causeHeaders, runWithContext } from '@tandem/observability';
import { withCause } from './outbox.js';

const TRACEPARENT = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const NEW_TRACE = expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
const NEW_ID = expect.stringMatching(/^[0-9a-f-]{36}$/);

describe('the cause that an event names', () => {
  it('is new where nothing has begun a trace or a correlation id, each time', () => {
    expect(causeHeaders()).toEqual({ traceparent: NEW_TRACE, ce_correlationid: NEW_ID });
    const [one, other] = [causeHeaders(), causeHeaders()];
    expect(one['traceparent']).not.toBe(other['traceparent']);
    expect(one['ce_correlationid']).not.toBe(other['ce_correlationid']);
  });

  it('is the running request, and an empty id is none', () => {
    const within = (correlationId: string) => runWithContext({ correlationId }, causeHeaders);
    expect(within('click-1234')).toMatchObject({ ce_correlationid: 'click-1234' });
    expect(within('')).toMatchObject({ ce_correlationid: NEW_ID });
  });

  it('that was given stays, and lacks nothing', () => {
    const given = { traceparent: TRACEPARENT, ce_correlationid: 'click-1234' };
    expect(withCause(given)).toBe(given);
    expect(withCause({})).toEqual({ traceparent: NEW_TRACE, ce_correlationid: NEW_ID });
    expect(withCause({ traceparent: TRACEPARENT, tracestate: 'a=b' })).toEqual({
      traceparent: TRACEPARENT,
      tracestate: 'a=b',
      ce_correlationid: NEW_ID,
    });
    expect(withCause({ ce_correlationid: 'click-1234', ce_id: '7' })).toEqual({
      traceparent: NEW_TRACE,
      ce_correlationid: 'click-1234',
      ce_id: '7',
    });
  });
});
