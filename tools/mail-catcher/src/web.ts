import { readFileSync } from 'node:fs';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Fault, Faults } from './faults.ts';
import type { MailFilter, Mailbox } from './mailbox.ts';

/** Nothing in a mail may run, or tell its sender that somebody looked: pictures come from the mail itself. */
const MAIL_POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox";
const PAGE_POLICY =
  "default-src 'self'; img-src 'self' data:; frame-src 'self'; frame-ancestors 'self'";

const FILTER = {
  type: 'object',
  additionalProperties: false,
  properties: {
    to: { type: 'string' },
    subject: { type: 'string' },
    limit: { type: 'integer', minimum: 1, maximum: 1_000, default: 100 },
  },
};
const FAULT = {
  type: 'object',
  additionalProperties: false,
  required: ['times'],
  properties: {
    times: { type: 'integer', minimum: 0, maximum: 1_000_000 },
    code: { type: 'integer', minimum: 400, maximum: 599, default: 451 },
    stage: { enum: ['recipient', 'data'], default: 'data' },
  },
};
const NOT_FOUND = { error: 'There is no such mail.' };

/** The page for people, the API for tests, the switch for faults. */
export function makeWeb(mailbox: Mailbox, faults: Faults): FastifyInstance {
  const web = Fastify({ forceCloseConnections: true });
  servePage(web);

  web.get('/health', () => ({ status: 'ok' }));
  web.get<{ Querystring: MailFilter }>(
    '/api/mails',
    { schema: { querystring: FILTER } },
    ({ query }) => ({ items: mailbox.list(query) }),
  );
  web.get<{ Params: { id: string } }>('/api/mails/:id', ({ params }, reply) => {
    const mail = mailbox.get(params.id);
    return mail ?? reply.code(404).send(NOT_FOUND);
  });
  web.get<{ Params: { id: string } }>('/api/mails/:id/html', ({ params }, reply) => {
    const mail = mailbox.get(params.id);
    if (!mail?.html) return reply.code(404).send(NOT_FOUND);
    return reply
      .header('content-security-policy', MAIL_POLICY)
      .type('text/html; charset=utf-8')
      .send(inNewTabs(mail.html));
  });
  web.delete('/api/mails', (_request, reply) => {
    mailbox.clear();
    return reply.code(204).send();
  });
  web.post<{ Body: Fault }>('/_sim/faults', { schema: { body: FAULT } }, ({ body }) => {
    faults.set(body);
    return faults.current;
  });
  web.get('/api/changes', (request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    raw.write('retry: 1000\n\ndata: hello\n\n');
    const tell = () => raw.write('data: change\n\n');
    mailbox.on('change', tell);
    request.raw.on('close', () => mailbox.off('change', tell));
  });
  return web;
}

/** Links leave the frame; the base goes into the head, for anything before the doctype changes how a mail is drawn. */
function inNewTabs(html: string): string {
  const base = '<base target="_blank">';
  const placed = html.replace(/<head[^>]*>/i, (head) => head + base);
  return placed === html ? base + html : placed;
}

function servePage(web: FastifyInstance): void {
  const files = {
    '/': ['page.html', 'text/html'],
    '/page.css': ['page.css', 'text/css'],
    '/page.js': ['page.js', 'text/javascript'],
  };
  for (const [path, [file, type]] of Object.entries(files)) {
    const content = readFileSync(new URL(`page/${file}`, import.meta.url), 'utf8');
    web.get(path, (_request, reply) =>
      reply
        .header('content-security-policy', PAGE_POLICY)
        .header('cache-control', 'no-store')
        .type(`${type}; charset=utf-8`)
        .send(content),
    );
  }
}
