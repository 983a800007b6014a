import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import {
  parseEndedSession,
  SESSION_ENDED_CHANNEL,
  type EndedSessionsView,
  type RowOf,
} from '@tandem/contracts';
import { DomainError } from '@tandem/kernel';
import { logger } from '@tandem/observability';
import { answeredWithin, PgListener, type Database } from '@tandem/persistence';

/** A session that is over while an access token of it may still be about. */
export interface EndedSession {
  sessionId: string;
  userId: string;
  /** `logout`, `roles_changed`, `account_deleted`, …: as auth's `session.ended` has it. */
  reason: string;
  /** From then on its tokens are refused for their age. */
  tokensUntilMs: number;
}

/** Who is told when a session ends. */
export type EndedSessionListener = (ended: EndedSession) => void;

/** What a verifier asks about the session of a token. */
export interface EndedSessionCheck {
  /** Whether the session is over. Answers at once while what is known is fresh. @throws 503 when it can't be told. */
  isEnded(sessionId: string): boolean | Promise<boolean>;
}

/** What is known may be this old when a token is judged by it. */
const FRESH_MS = 1_000;
/** A look begun at this age is done before anybody has to wait for it. */
const LOOK_AHEAD_MS = 600;
const LOOK_DEADLINE_MS = 3_000;
const log = logger('security');

/**
 * The ended sessions of auth's view, followed by LISTEN. A notification comes at once, and a connection that died
 * without a word can't hide one: whoever judges a token by knowledge older than a second looks at the view first. So
 * nothing is asked while nobody comes, and one row-sized query a second while people do.
 */
export class EndedSessions implements EndedSessionCheck, OnApplicationBootstrap, OnModuleDestroy {
  private readonly ended = new Map<string, EndedSession>();
  private readonly listeners = new Set<EndedSessionListener>();
  private readonly listener: PgListener;
  private knownAt = -Infinity;
  private looking: Promise<void> | null = null;

  constructor(
    private readonly database: Database,
    url: string,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.listener = new PgListener({
      url,
      channels: [SESSION_ENDED_CHANNEL],
      onNotify: (payload) => this.heard(payload),
      onUp: () => void this.look().catch(() => undefined),
    });
  }

  onApplicationBootstrap(): void {
    this.listener.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.listener.stop();
  }

  /** Calls `listener` for each session that ends from now on; returns what stops that. */
  onEnded(listener: EndedSessionListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** How the session ended, as far as this process has heard of it. */
  find(sessionId: string): EndedSession | undefined {
    return this.ended.get(sessionId);
  }

  isEnded(sessionId: string): boolean | Promise<boolean> {
    if (this.ended.has(sessionId)) return true;
    const age = this.now() - this.knownAt;
    if (age < FRESH_MS) {
      if (age > LOOK_AHEAD_MS) void this.look().catch(() => undefined);
      return false;
    }
    return this.lookFor(this.now()).then(
      () => this.ended.has(sessionId),
      (error: unknown) => {
        log.warn({ err: error }, 'ended sessions could not be checked');
        throw cannotTell(error);
      },
    );
  }

  /** A look under way may have begun long before: what it saw counts if it is fresh for who asks. */
  private async lookFor(askedAt: number): Promise<void> {
    await this.look();
    if (askedAt - this.knownAt >= FRESH_MS) await this.look();
  }

  private look(): Promise<void> {
    this.looking ??= this.read().finally(() => (this.looking = null));
    return this.looking;
  }

  private async read(): Promise<void> {
    const began = this.now();
    const rows = await answeredWithin(
      LOOK_DEADLINE_MS,
      this.database.query<RowOf<typeof EndedSessionsView>>(
        'select session_id, user_id, reason, tokens_until from auth.ended_sessions',
      ),
    );
    for (const row of rows) {
      this.add({
        sessionId: row.session_id,
        userId: row.user_id,
        reason: row.reason,
        tokensUntilMs: row.tokens_until.getTime(),
      });
    }
    this.knownAt = began;
    const over = Date.now();
    for (const [id, { tokensUntilMs }] of this.ended)
      if (tokensUntilMs < over) this.ended.delete(id);
  }

  private heard(payload: string): void {
    const row = parseEndedSession(payload);
    // What it does not understand it finds in the view when it looks next.
    if (!row) return;
    const { session_id, user_id, reason, tokens_until } = row;
    this.add({ sessionId: session_id, userId: user_id, reason, tokensUntilMs: tokens_until });
  }

  private add(ended: EndedSession): void {
    if (this.ended.has(ended.sessionId)) return;
    this.ended.set(ended.sessionId, ended);
    for (const listener of this.listeners) listener(ended);
  }
}

function cannotTell(cause: unknown): DomainError {
  const problem = new DomainError(
    'auth_unavailable',
    'unavailable',
    'Sign-in can’t be checked right now. Try again shortly.',
    { retry_after: 1 },
  );
  problem.cause = cause;
  return problem;
}
