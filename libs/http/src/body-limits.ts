import type { FastifyInstance, FastifyRequest } from 'fastify';
import { routeConfig } from './load/priority.js';

/** How much of a JSON body is looked at. */
export interface BodyShape {
  /** Default 64 KiB. */
  bytes: number;
  /** Members of all objects together; default 1,000. */
  keys: number;
  /** Elements of all arrays together; default 1,000. */
  items: number;
}

interface BodyConfig extends Partial<BodyShape> {
  multipart?: boolean;
  raw?: boolean;
}

const KIB = 1024;
export const DEFAULT_SHAPE: BodyShape = { bytes: 64 * KIB, keys: 1_000, items: 1_000 };
const MOST_DEPTH = 32;

/** For a route whose callers send more than the default, or never as much. */
export const BodyLimits = (limits: Partial<BodyShape>): MethodDecorator =>
  routeConfig({ body: limits });

/** For a route whose callers sign what they send, byte by byte: `rawBody` has it. */
export const SignedBody = (limits: Partial<BodyShape>): MethodDecorator =>
  routeConfig({ body: { ...limits, raw: true } });

/** For a route that takes forms with files. */
export const AcceptsMultipart = (): MethodDecorator => routeConfig({ body: { multipart: true } });

function configOf(config: unknown): BodyConfig {
  return (config as { body?: BodyConfig } | undefined)?.body ?? {};
}

/** What the route of a request lets in. */
export function shapeOf(request: FastifyRequest): BodyShape {
  return { ...DEFAULT_SHAPE, ...configOf(request.routeOptions.config) };
}

export function keepsRaw(request: FastifyRequest): boolean {
  return configOf(request.routeOptions.config).raw === true;
}

export function acceptsMultipart(request: FastifyRequest): boolean {
  return configOf(request.routeOptions.config).multipart === true;
}

/** Gives each route the size that its handler names. */
export function addBodyLimits(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const { bytes } = configOf(route.config);
    if (bytes !== undefined) route.bodyLimit = bytes;
  });
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * What is too much about a JSON text, or null. It is asked before the text is parsed: one look at each byte, whatever
 * stands there, so that nothing behind it meets more than it can take. Text that is no JSON is left to the parser.
 */
export function excessOf(text: Uint8Array, { keys, items }: BodyShape): string | null {
  const isList = new Uint8Array(MOST_DEPTH + 1);
  let depth = 0;
  let keysLeft = keys;
  let itemsLeft = items;
  for (let i = 0; i < text.length; i += 1) {
    switch (text[i]) {
      case QUOTE:
        for (i += 1; i < text.length && text[i] !== QUOTE; i += 1) {
          if (text[i] === BACKSLASH) i += 1;
        }
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        depth += 1;
        if (depth > MOST_DEPTH) return `is nested deeper than ${MOST_DEPTH} levels`;
        isList[depth] = text[i] === OPEN_LIST ? 1 : 0;
        if (isList[depth]) itemsLeft -= 1;
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        depth = Math.max(0, depth - 1);
        break;
      case COLON:
        keysLeft -= 1;
        break;
      case COMMA:
        if (isList[depth]) itemsLeft -= 1;
        break;
    }
    if (keysLeft < 0) return `has more than ${keys} fields`;
    if (itemsLeft < 0) return `has more than ${items} list entries`;
  }
  return null;
}
