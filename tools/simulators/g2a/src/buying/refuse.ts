import { Refusal } from '../../../common/refusal.ts';

/** The status that goes with a code, where G2A's pages or clients name one. What the shop does must not depend on it. */
const STATUS: Record<string, number> = {
  AUTH01: 400,
  AUTH02: 401,
  AUTH03: 401,
  AUTH04: 401,
  BR01: 400,
  BR02: 400,
  BR03: 429,
  BR04: 400,
  PR01: 400,
  PR02: 404,
  PR03: 404,
  PR04: 403,
  PR05: 403,
  ORD01: 400,
  ORD02: 404,
  ORD03: 403,
  ORD04: 403,
  ORD004: 403,
  ORD05: 402,
  ORD06: 403,
  ORD110: 403,
  ORD111: 403,
  ORD112: 403,
  ORD113: 403,
  ORD114: 403,
  ORD120: 403,
  ORD121: 403,
  ORD122: 502,
  API00: 500,
  ERR99: 500,
};

export const statusOf = (code: string): number => STATUS[code] ?? 500;

/** A refusal with the status that goes with its code. */
export const refuse = (code: string, message: string): Refusal =>
  new Refusal(statusOf(code), code, message);
