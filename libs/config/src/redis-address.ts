const HOSTS = /[\w.-]+(?::\d{1,5})?(?:,[\w.-]+(?::\d{1,5})?)*/.source;
const SENTINEL = new RegExp(
  `^(?<scheme>rediss?)\\+sentinel://(?<user>[^@/]*@)?(?<hosts>${HOSTS})/(?<name>[\\w.-]+)(?<database>/\\d+)?$`,
);
const SENTINEL_PORT = 26_379;

/** What REDIS_URL accepts: one Redis by its address, or the primary that Sentinels name. */
export const REDIS_ADDRESS = new RegExp(`^$|^rediss?://|${SENTINEL.source}`);

/** For ioredis: `new Redis(url, options)`. */
export interface RedisAddress {
  url: string;
  options: {
    sentinels?: { host: string; port: number }[];
    name?: string;
    failoverDetector?: boolean;
    enableTLSForSentinelMode?: boolean;
    sentinelTLS?: object;
  };
}

/**
 * Where Redis is. With Sentinels a connection asks them for the primary each time it opens, and is ended as soon as one of
 * them says that the primary is another: the former one may live on for a while, cut off from them.
 */
export function redisAddressOf(setting: string): RedisAddress {
  const found = SENTINEL.exec(setting)?.groups;
  if (!found) return { url: setting, options: {} };
  const { scheme, user = '', hosts, name, database = '' } = found;
  const sentinels = hosts!.split(',').map((entry) => {
    const [host, port] = entry.split(':');
    return { host: host!, port: Number(port ?? SENTINEL_PORT) };
  });
  return {
    // Of this ioredis takes the user, the password and the database; the host is the Sentinels' to say.
    url: `${scheme}://${user}${name}${database}`,
    options: {
      sentinels,
      name: name!,
      failoverDetector: true,
      ...(scheme === 'rediss' && { enableTLSForSentinelMode: true, sentinelTLS: {} }),
    },
  };
}
