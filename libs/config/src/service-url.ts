import { IsUrl } from 'class-validator';
import { SERVICE_NAMES, serviceEntry } from './services.js';
import type { ServiceName } from './services.js';
import { Setting } from './setting.js';

/** The services listen one after another from here on, unless told otherwise. */
export const FIRST_PORT = 3001;

const ADDRESS = {
  require_tld: false,
  require_protocol: true,
  protocols: ['http', 'https'],
};

/** The setting that says where another service answers this one. */
export function ServiceUrl(service: ServiceName): PropertyDecorator {
  const place = SERVICE_NAMES.indexOf(service);
  const setting = Setting({
    env: `${serviceEntry(service).prefix}_URL`,
    doc: `Where ${service} answers other services.`,
    default: `http://127.0.0.1:${FIRST_PORT + place}`,
  });
  const address = IsUrl(ADDRESS);
  return (target, key) => {
    setting(target, key);
    address(target, key);
  };
}

/** The setting that says where shoppers reach the shop. */
export function ShopUrl(): PropertyDecorator {
  const setting = Setting({
    env: 'TANDEM_SHOP_URL',
    doc: 'The address at which shoppers reach the shop: in mails, in links for staff, and for the way back from a payment.',
    default: 'http://127.0.0.1:8080',
  });
  const address = IsUrl(ADDRESS);
  return (target, key) => {
    setting(target, key);
    address(target, key);
  };
}

const propertyOf = (service: ServiceName) => `address of ${service}`;

/** The settings that say where each of the other services answers this one; `otherServicesOf` reads them. */
export function OtherServiceUrls(self: ServiceName): ClassDecorator {
  return ({ prototype }) => {
    for (const service of SERVICE_NAMES) {
      if (service !== self) ServiceUrl(service)(prototype as object, propertyOf(service));
    }
  };
}

/** The other services and where they answer. */
export function otherServicesOf(config: object): [ServiceName, string][] {
  const settings = config as Record<string, string | undefined>;
  return SERVICE_NAMES.flatMap((service): [ServiceName, string][] => {
    const url = settings[propertyOf(service)];
    return url === undefined ? [] : [[service, url]];
  });
}
