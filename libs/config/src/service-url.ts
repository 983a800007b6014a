import { IsUrl } from 'class-validator';
import { SERVICES } from './services.js';
import type { ServiceName } from './services.js';
import { Setting } from './setting.js';

/** The services listen one after another from here on, unless told otherwise. */
const FIRST_PORT = 3001;

/** The setting that says where another service answers this one. */
export function ServiceUrl(service: ServiceName): PropertyDecorator {
  const place = SERVICES.findIndex(({ name }) => name === service);
  const setting = Setting({
    env: `${SERVICES[place]!.prefix}_URL`,
    doc: `Where ${service} answers other services.`,
    default: `http://127.0.0.1:${FIRST_PORT + place}`,
  });
  const address = IsUrl({
    require_tld: false,
    require_protocol: true,
    protocols: ['http', 'https'],
  });
  return (target, key) => {
    setting(target, key);
    address(target, key);
  };
}
