import type { StackHandle } from '@tandem/stack';

/** A token of the first administrator. */
export async function signIn(stack: StackHandle): Promise<string> {
  const answer = await fetch(`${stack.info.admin}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'admin@tandem.test', password: 'tandem-dev-password' }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}
