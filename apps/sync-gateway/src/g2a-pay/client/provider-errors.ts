/** G2A PAY considered the call and said no: saying it again changes nothing. */
export class ProviderRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(`G2A PAY refused: ${status} ${code}`);
    this.name = 'ProviderRefusal';
    this.status = status;
    this.code = code;
  }
}

/**
 * There is no answer to build on, or only one about the shop's own key (`credentials`), which somebody may put right. `reached` tells whether the call may have taken effect. */
export class ProviderAway extends Error {
  readonly away = 'g2a-pay';
  readonly reached: boolean;
  readonly retryAfterMs: number | undefined;
  readonly credentials: boolean;

  constructor(
    reason: string,
    options: { reached: boolean; retryAfterMs?: number; credentials?: boolean; cause?: unknown },
  ) {
    super(`G2A PAY: ${reason}`, { cause: options.cause });
    this.name = 'ProviderAway';
    this.reached = options.reached;
    this.retryAfterMs = options.retryAfterMs;
    this.credentials = options.credentials ?? false;
  }
}
