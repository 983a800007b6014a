import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Auth as far as a mail or an invoice asks it: one person by id. */
export class AuthOfOne {
  readonly people = new Map<
    string,
    { display_name: string; email: string; email_confirmed?: boolean }
  >();
  /** While it is not, every call ends with 500. */
  working = true;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      const id = request.url!.split('/').at(-1)!;
      const person = this.people.get(id);
      response.setHeader('content-type', 'application/json');
      response.statusCode = this.working ? (person ? 200 : 404) : 500;
      response.end(
        JSON.stringify(person ? { id, email_confirmed: true, ...person } : { code: 'not_found' }),
      );
    });
  }

  static async start(): Promise<AuthOfOne> {
    const auth = new AuthOfOne();
    await new Promise<void>((resolve) => auth.server.listen(0, '127.0.0.1', resolve));
    return auth;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
