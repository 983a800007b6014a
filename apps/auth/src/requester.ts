import { currentContext } from '@tandem/observability';

const MAX_USER_AGENT = 400;

/** Where the running request comes from, as far as it says. */
export function requester(): {
  ip: string | null;
  userAgent: string | null;
  correlationId: string | null;
} {
  const context = currentContext();
  return {
    ip: context?.actor?.ip ?? null,
    userAgent: context?.actor?.userAgent?.slice(0, MAX_USER_AGENT) ?? null,
    correlationId: context?.correlationId ?? null,
  };
}
