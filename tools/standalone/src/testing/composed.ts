import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export const COMPOSE_FILE = new URL('../../../../docker-compose.yml', import.meta.url);

export interface ComposedService {
  environment: Record<string, string | number>;
  ports?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  image?: string;
  user?: string;
  profiles?: string[];
}

/** The services of docker-compose.yml with every `${VARIABLE:-default}` as it stands when nothing is set. */
export function composed(): Record<string, ComposedService> {
  const text = readFileSync(COMPOSE_FILE, 'utf8').replace(/\$\{\w+:-([^}]*)\}/g, '$1');
  return (parse(text, { merge: true }) as { services: Record<string, ComposedService> }).services;
}
