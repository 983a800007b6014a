import { LEASE } from './entry.js';

/**
 * The rules of store.ts in Lua, so that each is one atomic step. Entries are
 * `<epoch>|<format>|<version>|<payload>`, leases `<epoch>|L|<minimum>|<token>`; only the head of an
 * entry is read, never its payload. What has another epoch counts as missing, and a write removes it: two connections to one
 * server may differ on the epoch for a moment, and a server that is a primary again may hold what it wrote the first time.
 */
const HEAD = `
local function head(key, epoch)
  local start = redis.call('GETRANGE', key, 0, 79)
  local e, kind, version = string.match(start, '^([^|]*)|([^|]*)|(%d+)|')
  if e ~= epoch then return nil, nil, start ~= '' end
  return kind, tonumber(version)
end
local function lease(epoch, minimum, token)
  return epoch .. '|${LEASE}|' .. string.format('%.0f', minimum) .. '|' .. token
end
-- A server out of memory refuses to store but not to delete: what can't be renewed must go.
local function renew(key, ...)
  local answer = redis.pcall('SET', key, ...)
  if type(answer) == 'table' and answer.err then redis.call('DEL', key) end
end
local function raise(key, epoch, minimum)
  local token = string.match(redis.call('GET', key), '|([^|]*)$')
  renew(key, lease(epoch, minimum, token), 'KEEPTTL')
end
local function holds(key, epoch, token)
  local kind, minimum = head(key, epoch)
  if kind ~= '${LEASE}' or string.match(redis.call('GET', key), '|([^|]*)$') ~= token then
    return nil
  end
  return minimum
end
`;

/** KEYS of one group; ARGV epoch, format, token, lease ms, minimum of each key. */
const ACQUIRE = `${HEAD}
local epoch, format, token, ms = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local whole, shared, minimums = true, nil, {}
for i, key in ipairs(KEYS) do
  local kind, version = head(key, epoch)
  local minimum = tonumber(ARGV[4 + i])
  if kind == '${LEASE}' then return {'busy'} end
  if kind ~= format or version < minimum or (shared and version ~= shared) then whole = false end
  shared = shared or version
  minimums[i] = math.max(version or 0, minimum)
end
if whole then return {'hit', redis.call('MGET', unpack(KEYS))} end
for i, key in ipairs(KEYS) do
  redis.call('SET', key, lease(epoch, minimums[i], token), 'PX', ms)
end
return {'lease'}
`;

/** KEYS of one group; ARGV epoch, token, version, ttl ms, raw entry of each key. */
const FILL = `${HEAD}
local epoch, token, version = ARGV[1], ARGV[2], tonumber(ARGV[3])
local intact = true
for _, key in ipairs(KEYS) do
  local minimum = holds(key, epoch, token)
  if not minimum or minimum > version then intact = false end
end
for i, key in ipairs(KEYS) do
  if intact then redis.call('SET', key, ARGV[4 + i], 'PX', ARGV[4])
  elseif holds(key, epoch, token) then redis.call('DEL', key) end
end
return intact and 1 or 0
`;

/** KEYS; ARGV epoch, token. */
const RELEASE = `${HEAD}
for _, key in ipairs(KEYS) do
  if holds(key, ARGV[1], ARGV[2]) then redis.call('DEL', key) end
end
return 1
`;

/** KEYS; ARGV epoch, then version, ttl ms and raw entry of each key. */
const REFRESH = `${HEAD}
local epoch = ARGV[1]
for i, key in ipairs(KEYS) do
  local kind, present, foreign = head(key, epoch)
  local at = 3 * i - 1
  local version = tonumber(ARGV[at])
  if foreign then redis.call('DEL', key)
  elseif kind == '${LEASE}' then
    if version > present then raise(key, epoch, version) end
  elseif kind and present <= version then
    renew(key, ARGV[at + 2], 'PX', ARGV[at + 1])
  end
end
return 1
`;

/** KEYS; ARGV epoch, then the version of each key. */
const INVALIDATE = `${HEAD}
local epoch = ARGV[1]
for i, key in ipairs(KEYS) do
  local kind, present, foreign = head(key, epoch)
  local version = tonumber(ARGV[1 + i])
  if foreign then redis.call('DEL', key)
  elseif kind and present < version then
    if kind == '${LEASE}' then raise(key, epoch, version) else redis.call('DEL', key) end
  end
end
return 1
`;

/** KEYS generations; ARGV ttl s, a fresh start for each. */
const GENERATIONS = `
local found = {}
for i, key in ipairs(KEYS) do
  redis.call('SET', key, ARGV[1 + i], 'NX', 'EX', ARGV[1])
  found[i] = redis.call('GET', key)
end
return found
`;

/**
 * KEYS generations, then the marks of the changes if there are any: a key nobody has a name for would be refused by an
 * access list. ARGV ttl s of generations and marks, how many generations.
 */
const BUMP = `
local count = tonumber(ARGV[3])
local news = #KEYS == count
for i = count + 1, #KEYS do
  if redis.call('SET', KEYS[i], '1', 'NX', 'EX', ARGV[2]) then news = true end
end
if not news then return 0 end
for i = 1, count do
  if redis.call('EXISTS', KEYS[i]) == 1 then
    redis.call('INCR', KEYS[i])
    redis.call('EXPIRE', KEYS[i], ARGV[1])
  end
end
return 1
`;

export const SCRIPTS = {
  tandemAcquire: { lua: ACQUIRE },
  tandemFill: { lua: FILL },
  tandemRelease: { lua: RELEASE },
  tandemRefresh: { lua: REFRESH },
  tandemInvalidate: { lua: INVALIDATE },
  tandemGenerations: { lua: GENERATIONS },
  tandemBump: { lua: BUMP },
} as const;
