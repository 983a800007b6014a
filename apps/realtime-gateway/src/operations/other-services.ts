import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { otherServicesOf, SERVICE_NAMES } from '@tandem/config';
import type { ServiceName } from '@tandem/config';
import type { AnswerParser } from '@tandem/contracts';
import { decodeCursor, DomainError, encodeCursor, unavailable } from '@tandem/kernel';
import { InternalClient } from '@tandem/http';
import { RealtimeConfig } from '../config.js';

const DONE_WITHIN_MS = 15_000;
const SELF = 'realtime-gateway';

/** What the services answered that did, and the names of those that did not. */
interface Answers<T> {
  answers: { service: ServiceName; answer: T }[];
  unavailable: ServiceName[];
}

interface Items {
  items: { id: string }[];
}

/** A list that every service has a part of. */
interface List<A extends Items> {
  path: string;
  answer: AnswerParser<A>;
  filter: Record<string, string | undefined>;
  query: { service?: string | undefined; limit: number; cursor?: string | undefined };
  /** What lists are in order of, as text. */
  newest: (item: A['items'][number]) => string;
  /** Answers for this service. */
  own: (after: string | undefined) => Promise<A>;
}

/** What is asked of the service that keeps something. */
interface OwnersCall<T> {
  /** Default: it is told to do something. */
  method?: 'GET' | 'POST';
  path: string;
  answer: AnswerParser<T>;
  body?: object;
}

interface PageOfAll<A extends Items> extends Answers<A> {
  items: (A['items'][number] & { service: ServiceName })[];
  next_cursor: string | null;
}

/** The last one shown of each service: their ids have no order in common. */
const PLACE = Object.fromEntries(SERVICE_NAMES.map((service) => [service, 'uuid?' as const]));

/** Asks the other services for their background work, beside this one's own. One that is away takes nothing from the rest. */
@Injectable()
export class OtherServices implements OnApplicationShutdown {
  private readonly clients: ReadonlyMap<ServiceName, InternalClient>;

  constructor(config: RealtimeConfig) {
    const { serviceKey: key } = config;
    this.clients = new Map(
      otherServicesOf(config).map(([service, baseUrl]) => [
        service,
        new InternalClient({ baseUrl, service, caller: SELF, key }),
      ]),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.clients.values()].map((client) => client.close()));
  }

  /**
   * One page of a list that every service has a part of, newest first. Who has no such list (404) is left out, and is not away.
   * @throws DomainError 422 when the cursor is not one of such a list.
   */
  async page<A extends Items>(list: List<A>): Promise<PageOfAll<A>> {
    const { service: only, limit, cursor } = list.query;
    const after = decodeCursor(cursor, PLACE) ?? {};
    const [{ answers, unavailable: away }, mine] = await Promise.all([
      this.ask(only, (client, service) => {
        const filter = { ...list.filter, limit: String(limit), after: after[service] };
        const given = Object.entries(filter).filter(([, value]) => value) as [string, string][];
        const path = `${list.path}?${new URLSearchParams(given)}`;
        return client.call('GET', path, { answer: list.answer }).catch(nothingThere);
      }),
      isOurs(only) ? list.own(after[SELF] ?? undefined) : null,
    ]);
    const there = [...answers, { service: SELF, answer: mine } as const].flatMap(
      ({ service, answer }) => (answer ? [{ service, answer }] : []),
    );
    const found = there
      .flatMap(({ service, answer }) => answer.items.map((item) => ({ ...item, service })))
      .sort((a, b) => list.newest(b).localeCompare(list.newest(a)));
    const items = found.slice(0, limit);
    const place = Object.fromEntries(
      SERVICE_NAMES.map((name) => [
        name,
        items.findLast(({ service }) => service === name)?.id ?? after[name] ?? null,
      ]),
    );
    // One page may hold at most 100, so a full one can't be asked for one more.
    const next_cursor = found.length >= limit ? encodeCursor(place) : null;
    return { items, next_cursor, answers: there, unavailable: away };
  }

  /**
   * Asks the one that knows the id; null when all have answered and none knows it.
   * @param own does it with what is this service's; null: it is not.
   * @throws DomainError what the owner refuses it with; `unavailable` (503) when nobody knows it and one is away.
   */
  async owner<T>(
    { method = 'POST', path, ...call }: OwnersCall<T>,
    own: () => Promise<T | null>,
    only?: string,
  ): Promise<T | null> {
    const mine = isOurs(only) ? await own() : null;
    if (mine !== null) return mine;
    const { answers, unavailable: away } = await this.ask(only, (client) =>
      client.call(method, path, { ...call, deadlineMs: DONE_WITHIN_MS }).catch(nothingThere),
    );
    const found = answers.find(({ answer }) => answer !== null);
    if (!found && away.length > 0) {
      throw unavailable(`${away.join(', ')} did not answer, and no other service knows it.`);
    }
    return found?.answer ?? null;
  }

  /**
   * Asks one service.
   * @param own answers for this one.
   * @throws DomainError what it refuses it with; `unavailable` (503) when it does not answer.
   */
  async of<T>(
    service: string,
    { method = 'POST', path, ...call }: OwnersCall<T>,
    own: () => Promise<T>,
  ): Promise<T> {
    if (service === SELF) return own();
    const client = this.clients.get(service as ServiceName);
    if (!client) throw unavailable(`${service} is not known here.`);
    return client.call(method, path, { ...call, deadlineMs: DONE_WITHIN_MS });
  }

  private async ask<T>(
    only: string | undefined,
    question: (client: InternalClient, service: ServiceName) => Promise<T>,
  ): Promise<Answers<T>> {
    const asked = [...this.clients].filter(([service]) => only === undefined || only === service);
    const away: ServiceName[] = [];
    const answers = await Promise.all(
      asked.map(async ([service, client]) => {
        try {
          return [{ service, answer: await question(client, service) }];
        } catch (error) {
          // Refusing this service's token says as little of what was asked as no answer does, and nothing of the caller's.
          if (!(error instanceof DomainError) || error.kind === 'conflict') throw error;
          away.push(service);
          return [];
        }
      }),
    );
    return { answers: answers.flat(), unavailable: away.sort() };
  }
}

function isOurs(only: string | undefined): boolean {
  return only === undefined || only === SELF;
}

function nothingThere(error: unknown): null {
  if (error instanceof DomainError && error.kind === 'not_found') return null;
  throw error;
}
