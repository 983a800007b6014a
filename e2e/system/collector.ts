import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An OTLP endpoint that remembers everything it is sent as the text that it came in. */
export async function collector() {
  const texts: string[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      texts.push(Buffer.concat(chunks).toString());
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { texts, url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
