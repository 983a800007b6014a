import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { MergedOpenApi } from './openapi.ts';
import type { Upstreams } from './upstreams.ts';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Tandem API</title>
    <link rel="stylesheet" href="/api/docs/files/swagger-ui.css" />
  </head>
  <body>
    <main id="swagger-ui"></main>
    <script src="/api/docs/files/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`;

const START = `SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  filter: true,
  docExpansion: 'none',
  persistAuthorization: true,
});
`;

// Swagger UI writes style attributes and shows its icons as data addresses; its scripts are files of ours.
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** The merged OpenAPI document and a page to browse it, all from this machine. */
export async function serveDocs(
  app: FastifyInstance,
  upstreams: ReadonlyMap<string, Upstreams>,
): Promise<void> {
  const merged = new MergedOpenApi(upstreams);
  const files = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  app.get('/api/v1/openapi.json', async (_request, reply) =>
    reply
      .type('application/json')
      .header('cache-control', 'no-cache')
      .send(await merged.text()),
  );
  const page =
    (type: string, body: string) =>
    async (_request: unknown, reply: import('fastify').FastifyReply) =>
      reply
        .type(type)
        .header('content-security-policy', POLICY)
        .header('x-content-type-options', 'nosniff')
        .header('cache-control', 'no-cache')
        .send(body);
  app.get('/api/docs', page('text/html; charset=utf-8', PAGE));
  app.get('/api/docs/', page('text/html; charset=utf-8', PAGE));
  app.get('/api/docs/start.js', page('text/javascript; charset=utf-8', START));
  await app.register(fastifyStatic, {
    root: files,
    prefix: '/api/docs/files/',
    decorateReply: false,
    wildcard: true,
    index: false,
    maxAge: '1h',
    allowedPath: (path) => /^\/swagger-ui(-bundle)?\.(css|js)$/.test(path),
  });
}
