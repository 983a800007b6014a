import type { Redis, Result } from 'ioredis';

type Argument = string | number;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    syncTake(keys: number, ...args: Argument[]): Result<[string, number?], Context>;
    syncReport(keys: number, ...args: Argument[]): Result<[number, number], Context>;
    syncDone(keys: number, ...args: Argument[]): Result<number, Context>;
  }
}

/**
 * All requests of the last minute, by when they count no more minus the window: a request that is under way has its latest
 * end there, and the time of its answer afterwards. So it is in the log for a whole window after G2A can have counted it,
 * however long it was on its way. The clock is that of the server.
 */
const HEAD = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local log, pace, present = KEYS[1], KEYS[2], KEYS[3]
local window = tonumber(ARGV[1])
redis.call('ZREMRANGEBYSCORE', log, '-inf', now - window)
`;

/** KEYS log, pace, present; ARGV window, instance, silence ms, instances, limit, usable, share, flight ms, slot, pace ms (0: none). */
const TAKE = `${HEAD}
local me, share = ARGV[2], tonumber(ARGV[7])
redis.call('ZREMRANGEBYSCORE', present, '-inf', now - ARGV[3])
if not redis.call('ZSCORE', present, me) then return {'unknown'} end
redis.call('ZADD', present, now, me)
local here = redis.call('ZCARD', present)
local all = math.max(here, tonumber(ARGV[4]))
local cap = tonumber(ARGV[6]) - (all - here) * math.floor(ARGV[5] / all)
local mine = math.max(1, math.floor(cap * share))
local used = redis.call('ZCARD', log)
if cap < 1 or used >= mine then
  local leaver = redis.call('ZRANGE', log, used - mine, used - mine, 'WITHSCORES')
  return {'wait', leaver[2] and math.max(1, leaver[2] + window - now) or 1000}
end
local paceMs = tonumber(ARGV[10])
if paceMs > 0 then
  redis.call('ZREMRANGEBYSCORE', pace, '-inf', now - paceMs)
  if redis.call('ZCARD', pace) >= math.max(1, math.floor(mine * paceMs / window)) then
    local first = redis.call('ZRANGE', pace, 0, 0, 'WITHSCORES')
    return {'wait', math.max(1, first[2] + paceMs - now)}
  end
  redis.call('ZADD', pace, now, ARGV[9])
  redis.call('PEXPIRE', pace, paceMs)
end
redis.call('ZADD', log, now + ARGV[8], ARGV[9])
redis.call('PEXPIRE', log, window + ARGV[8])
redis.call('PEXPIRE', present, 3600000)
return {'taken'}
`;

/** Says that this instance is there, and which requests it has made: KEYS as above; ARGV window, instance, silence ms, then age and slot of each. */
const REPORT = `${HEAD}
for n = 4, #ARGV, 2 do redis.call('ZADD', log, 'GT', now - ARGV[n], ARGV[n + 1]) end
if #ARGV > 3 then redis.call('PEXPIRE', log, window * 2) end
redis.call('ZADD', present, now, ARGV[2])
redis.call('PEXPIRE', present, 3600000)
redis.call('ZREMRANGEBYSCORE', present, '-inf', now - ARGV[3])
return {redis.call('ZCARD', present), redis.call('ZCARD', log)}
`;

/** KEYS log; ARGV slot: its answer is there. */
const DONE = `
local time = redis.call('TIME')
return redis.call('ZADD', KEYS[1], 'XX', time[1] * 1000 + math.floor(time[2] / 1000), ARGV[1])
`;

/** Gives a connection the commands of the budget. */
export function withBudgetScripts(redis: Redis): Redis {
  redis.defineCommand('syncTake', { lua: TAKE });
  redis.defineCommand('syncReport', { lua: REPORT });
  redis.defineCommand('syncDone', { lua: DONE });
  return redis;
}
