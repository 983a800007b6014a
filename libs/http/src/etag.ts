import type { FastifyRequest } from 'fastify';
import { MAX_INT4, invalidField } from '@tandem/kernel';

type WithHeaders = Pick<FastifyRequest, 'headers'>;

/** A weak entity tag of its parts, e.g. `etagOf('c3', 's7')` → `W/"c3-s7"`: the same answer has other bytes when it is compressed. */
export function etagOf(...parts: (string | number)[]): string {
  return `W/"${parts.join('-')}"`;
}

/** Whether `If-None-Match` names this entity tag, so that 304 is the answer. Weak comparison, as RFC 9110 says. */
export function notModified(request: WithHeaders, etag: string): boolean {
  const header = request.headers['if-none-match'];
  if (header === undefined) return false;
  if (header === etag || header.trim() === '*') return true;
  const strong = etag.replace(/^W\//, '');
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === strong);
}

/**
 * The version in `If-Match: "<n>"`, or undefined without the header.
 * @param max what the version's column holds; default: an integer's.
 * @throws DomainError 422 on field `If-Match` when it is not a version.
 */
export function ifMatchVersion(request: WithHeaders, max = MAX_INT4): number | undefined {
  const header = request.headers['if-match'];
  if (header === undefined) return undefined;
  const match = /^(?:W\/)?"(\d{1,16})"$/.exec(header.trim());
  const version = Number(match?.[1]);
  if (!match || version > max) {
    throw invalidField('If-Match', 'must be one version in double quotes, e.g. "3"');
  }
  return version;
}

/**
 * The version a write was based on: from the body, or from `If-Match`; undefined when neither is given.
 * @throws DomainError 422 when both are given and differ, or the header is not a version.
 */
export function expectedVersion(
  bodyVersion: number | null | undefined,
  header: number | undefined | WithHeaders,
): number | undefined {
  const fromHeader = typeof header === 'object' ? ifMatchVersion(header) : header;
  const fromBody = bodyVersion ?? undefined;
  if (fromHeader === undefined) return fromBody;
  if (fromBody !== undefined && fromBody !== fromHeader) {
    throw invalidField('version', 'differs from the version in If-Match');
  }
  return fromHeader;
}
