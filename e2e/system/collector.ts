import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Value {
  stringValue?: string;
  intValue?: string | number;
}

interface OtlpSpan {
  name: string;
  traceId: string;
  kind: number;
  attributes: { key: string; value: Value }[];
}

interface Span extends OtlpSpan {
  service: string;
  resource: Record<string, string>;
}

interface Export {
  resourceSpans?: {
    resource: { attributes: { key: string; value: Value }[] };
    scopeSpans: { spans: OtlpSpan[] }[];
  }[];
}

/** Attributes by their names. */
export const named = (attributes: OtlpSpan['attributes']): Record<string, string> =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [key, String(value.stringValue ?? value.intValue)]),
  );

/** An OTLP endpoint that remembers the spans it is sent, and everything as the text that it came in. */
export async function collector() {
  const texts: string[] = [];
  const spans: Span[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      texts.push(text);
      const { resourceSpans = [] } = request.url?.endsWith('/traces')
        ? (JSON.parse(text) as Export)
        : {};
      for (const { resource, scopeSpans } of resourceSpans) {
        const about = named(resource.attributes);
        for (const span of scopeSpans.flatMap((scope) => scope.spans)) {
          spans.push({ service: about['service.name'] ?? '', resource: about, ...span });
        }
      }
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { spans, texts, url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
