import { Agent, request } from 'undici';

export const PASSWORD = 'tandem-dev-password';

const agent = new Agent({ connections: 128, pipelining: 1 });

export interface Answer<T = Record<string, never>> {
  status: number;
  body: T;
  headers: Record<string, string | string[] | undefined>;
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  token?: string;
  body?: unknown;
  raw?: string;
  headers?: Record<string, string>;
}

/** One HTTP call; an answer that is no JSON comes back as its text. */
export async function call<T = Record<string, unknown>>(
  url: string,
  { method = 'GET', token, body, raw, headers = {} }: Call = {},
): Promise<Answer<T>> {
  const answer = await request(url, {
    method,
    dispatcher: agent,
    headers: {
      ...(body === undefined && raw === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
  });
  const text = await answer.body.text();
  let parsed: unknown = text;
  try {
    parsed = text ? JSON.parse(text) : null;
  } catch {
    // Left as text: the caller's assertion shows it.
  }
  return { status: answer.statusCode, body: parsed as T, headers: answer.headers };
}

export interface Part {
  id: number;
  version: number;
  part_name: string;
  sku: string;
  price: { amount: string; currency: string };
  stock: { current_stock: number; available_stock: number; is_in_stock: boolean };
}

export interface PartList {
  items: Part[];
  next_cursor: string | null;
  total: number;
}

export interface StockLevel {
  part_id: number;
  current_stock: number;
  reserved_quantity: number;
  version: number;
}

/** What a member of staff does from the outside, through the admin front door. */
export class Staff {
  private constructor(
    private readonly api: string,
    private readonly credentials: { email: string; password: string },
    public token: string,
  ) {}

  static async signIn(front: string, email = 'admin@tandem.test'): Promise<Staff> {
    const staff = new Staff(`${front}/api/v1`, { email, password: PASSWORD }, '');
    await staff.renew();
    return staff;
  }

  async renew(): Promise<void> {
    const { status, body } = await call<{ access_token: string }>(`${this.api}/auth/login`, {
      method: 'POST',
      body: this.credentials,
    });
    if (status !== 200) throw new Error(`sign-in failed: ${status} ${JSON.stringify(body)}`);
    this.token = body.access_token;
  }

  putStock(
    id: number,
    body: Record<string, unknown>,
    base = this.api,
  ): Promise<Answer<StockLevel>> {
    return call(`${base}/admin/parts/${id}/stock`, { method: 'PUT', token: this.token, body });
  }

  stock(id: number): Promise<Answer<StockLevel>> {
    return call(`${this.api}/admin/parts/${id}/stock`, { token: this.token });
  }

  part(id: number): Promise<Answer<Part>> {
    return call(`${this.api}/admin/parts/${id}`, { token: this.token });
  }

  putPart(id: number, body: Record<string, unknown>): Promise<Answer<Part>> {
    return call(`${this.api}/admin/parts/${id}`, { method: 'PUT', token: this.token, body });
  }

  async createPart(
    name: string,
    stock: number,
    kind: 'physical' | 'game' = 'physical',
  ): Promise<Part> {
    const categories = await call<{ items: { id: string }[] }>(`${this.api}/categories`);
    const { status, body } = await call<Part>(`${this.api}/admin/parts`, {
      method: 'POST',
      token: this.token,
      body: {
        kind,
        sku: `SYS-${Date.now()}-${Math.floor(Math.random() * 1e9)}`,
        part_name: name,
        description: '<p>For a system test.</p>',
        category_id: categories.body.items[0]!.id,
        price: { amount: '10.00', currency: 'EUR' },
        specifications: [],
        status: 'active',
      },
    });
    if (status !== 201) throw new Error(`create failed: ${status} ${JSON.stringify(body)}`);
    // Inventory may be starting again in tests that kill it.
    await eventually(async () => {
      const put = await this.putStock(body.id, { current_stock: stock });
      if (put.status !== 200) throw new Error(`stock failed: ${put.status}`);
    });
    return body;
  }
}

/** Polls until the check passes or the time is up; the last failure is what is thrown. */
export async function eventually<T>(check: () => Promise<T>, timeoutMs = 90_000): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (cause) {
      if (Date.now() > end) throw cause;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
