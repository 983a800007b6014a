import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '@tandem/config';
import { SellerConfig } from './seller-config.js';

const zoneOf = (TANDEM_TIME_ZONE: string) =>
  loadConfig(SellerConfig, { TANDEM_SERVICE_KEYS: `order=${'x'.repeat(43)}`, TANDEM_TIME_ZONE })
    .timeZone;

describe('the time zone of the shop', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires'])('may be %s', (zone) => {
    expect(zoneOf(zone)).toBe(zone);
  });

  it.each(['Mars/Olympus', 'Berlin', '+02:00', 'UTC+2', 'Europe/Berlin; drop table'])(
    'is no %s',
    (zone) => {
      expect(() => zoneOf(zone)).toThrow(/TANDEM_TIME_ZONE.*must be an IANA name/);
    },
  );
});
