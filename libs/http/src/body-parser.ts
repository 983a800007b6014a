import type { FastifyInstance } from 'fastify';

/**
 * JSON is the only body besides uploads: anything else is a 415. An empty body counts as none,
 * since clients label those as JSON too; `__proto__` and `constructor.prototype` are a 400.
 */
export function addJsonParser(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser(['application/json', 'text/plain']);
  fastify.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    (request, body, done) => {
      if (body === '') done(null, undefined);
      else void parse(request, body, done);
    },
  );
}
