import type { Contact } from '@tandem/contracts';
import { standIn, type StandIn } from '@tandem/testing';

/** Auth as far as order asks it: people by id, and by a part of their name. */
export class AuthStandIn {
  readonly users = new Map<string, Contact>();
  readonly asked: string[] = [];
  /** While it is not, every call ends with 500. */
  working = true;
  /** While it is not, a call hangs. */
  answering = true;
  private server!: StandIn;

  static async start(): Promise<AuthStandIn> {
    const auth = new AuthStandIn();
    auth.server = await standIn((request, response) => {
      if (!auth.answering) return;
      auth.asked.push(request.url!);
      const [status, answer] = auth.answer(new URL(request.url!, 'http://auth'));
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
    return auth;
  }

  get url(): string {
    return this.server.url;
  }

  knows(
    id: string,
    name: string,
    email = `${name.toLowerCase().replaceAll(' ', '.')}@example.test`,
  ) {
    this.users.set(id, { id, display_name: name, email, email_confirmed: true });
  }

  close(): Promise<void> {
    return this.server.close();
  }

  private answer({ pathname, searchParams }: URL): [number, object] {
    if (!this.working) return [500, {}];
    if (!pathname.endsWith('/users')) {
      const user = this.users.get(pathname.split('/').at(-1)!);
      return user ? [200, user] : [404, { code: 'not_found' }];
    }
    const ids = searchParams.get('ids')?.split(',');
    const words = searchParams.get('q')?.toLowerCase() ?? '';
    const items = [...this.users.values()].filter((user) =>
      ids
        ? ids.includes(user.id)
        : `${user.display_name} ${user.email}`.toLowerCase().includes(words),
    );
    return [200, { items }];
  }
}
