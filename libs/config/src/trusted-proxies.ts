import { isIP } from 'node:net';
import { ValidateBy } from 'class-validator';

const RANGES = ['loopback', 'linklocal', 'uniquelocal'];

interface ListeningOn {
  nodeEnv: string;
  host: string;
}

/** Whether an address can be reached from the machine it is of only. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function isRange(text: string): boolean {
  if (RANGES.includes(text)) return true;
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
  );
}

/**
 * Accepts a list of addresses, CIDR ranges and their names, or `none` alone. In production a service that others reach
 * must name its front doors: with none named every visitor would have the front door's address, and one visitor's
 * wrong guesses would lock all the others out.
 */
export function NamesTrustedProxies(): PropertyDecorator {
  const refusal = (value: unknown, of: ListeningOn): string | undefined => {
    if (!Array.isArray(value)) return 'must be a comma-separated list';
    if (value.length === 0) {
      return of.nodeEnv === 'production' && !isLoopback(of.host)
        ? 'is required in production: name the addresses of the front doors, or none'
        : undefined;
    }
    if (value.length === 1 && value[0] === 'none') return undefined;
    const wrong = value.some((entry) => typeof entry !== 'string' || !isRange(entry));
    return wrong
      ? `may hold addresses, CIDR ranges, ${RANGES.join(', ')}, or none alone`
      : undefined;
  };
  return ValidateBy({
    name: 'namesTrustedProxies',
    validator: {
      validate: (value, args) => refusal(value, args?.object as ListeningOn) === undefined,
      defaultMessage: (args) => refusal(args?.value, args?.object as ListeningOn) ?? '',
    },
  });
}

/** The peers whose word on a visitor's address is taken: what was set, else those of this machine. */
export function trustedProxiesOf(setting: readonly string[]): string[] {
  if (setting.length === 0) return ['loopback'];
  return setting[0] === 'none' ? [] : [...setting];
}
