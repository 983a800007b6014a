import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Taken {
  id: string;
  headers: IncomingHttpHeaders;
  text: string;
  /** What the reference library makes of it; it throws when the signature is wrong. */
  verified: { type: string; data: Record<string, unknown> } | null;
}

/** A partner's system: a real HTTP server that verifies what it is sent with the reference library. */
export class Receiver {
  readonly taken: Taken[] = [];
  secret = '';
  /** How it answers; default 204. */
  answer: (response: ServerResponse, taken: Taken) => void = (response) =>
    void response.writeHead(204).end();

  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { headers } = request;
      const taken = { id: String(headers['webhook-id']), headers, text, verified: null };
      this.taken.push({ ...taken, verified: this.verify(text, headers) });
      this.answer(response, taken);
    });
  });

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  get ids(): string[] {
    return this.taken.map(({ id }) => id);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private verify(text: string, headers: IncomingHttpHeaders): Taken['verified'] {
    if (this.secret === '') return null;
    try {
      return new Webhook(this.secret).verify(
        text,
        headers as Record<string, string>,
      ) as Taken['verified'];
    } catch {
      return null;
    }
  }
}
