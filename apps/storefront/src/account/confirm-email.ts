import { toApiError } from '@tandem/ui';
import { session } from '../shop';

/** Takes the token of a mailed link. Throws ApiError `confirmation_unknown`, `_used`, `_expired`. */
export function confirmEmail(token: string): Promise<void> {
  return post('', { token });
}

/** Has one more mail sent to the signed-in person. Throws ApiError `already_confirmed`, `rate_limited`. */
export function resendConfirmation(): Promise<void> {
  return post('/resend');
}

async function post(path: string, body?: object): Promise<void> {
  const token = await session.token();
  const answer = await fetch(`/api/v1/auth/confirm-email${path}`, {
    method: 'POST',
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  }).catch((cause: unknown) => {
    throw toApiError(cause);
  });
  if (!answer.ok) throw toApiError(await answer.json().catch(() => null), answer.status);
}
