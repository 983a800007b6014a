import { DomainError } from '@tandem/kernel';
import { absentService, isConnectionError } from '@tandem/observability';
import { MailWithheld } from './letters.js';
import type { MailLetters, MailRecipient } from './letters.js';
import type { ClaimedMail, MailStore } from './mail-store.js';
import type { MailConfig } from './mail-config.js';
import { nameForMail } from './name-in-line.js';
import { MailRefused, MailServerAway } from './transport.js';
import type { MailTransport } from './transport.js';

/** Who knows an address or a mail's contents is away; that says nothing about the mail. */
export class LookUpAway extends Error {
  override readonly name = 'LookUpAway';
  readonly away: string;

  constructor(cause: unknown) {
    super('look-up away', { cause });
    this.away = absentService(cause) ?? 'look-up';
  }
}

/** Looks up, writes and hands over one mail, once. */
export class Delivery {
  constructor(
    private readonly letters: MailLetters,
    private readonly transport: MailTransport,
    private readonly store: MailStore,
    private readonly config: Pick<MailConfig, 'mailFrom' | 'mailPerAddressPerDay'>,
  ) {}

  /**
   * Resolves once the server has the mail.
   * @throws MailWithheld, MailRefused, MailServerAway, LookUpAway, or what the writer threw.
   */
  async deliver(mail: ClaimedMail, deadlineMs: number): Promise<void> {
    const signal = AbortSignal.timeout(deadlineMs);
    const recipient = await this.recipient(mail);
    await this.admit(mail, recipient);
    const content = await available(this.letters.write(mail, recipient));
    const to = { address: recipient.address, name: nameForMail(recipient.name) };
    await this.transport.send(
      { ...content, to, messageId: messageIdOf(mail, this.config.mailFrom) },
      signal,
    );
  }

  private async admit(mail: ClaimedMail, { address }: MailRecipient): Promise<void> {
    const { mailPerAddressPerDay } = this.config;
    if (await available(this.store.admit(mail, address, mailPerAddressPerDay))) return;
    throw new MailWithheld('daily_limit');
  }

  private async recipient({ userId, toAddress }: ClaimedMail): Promise<MailRecipient> {
    if (toAddress !== null) return { address: toAddress };
    const found = userId ? await available(this.letters.recipient(userId)) : null;
    if (!found) throw new MailRefused('no recipient', true);
    return found;
  }
}

/** The same for each try of one mail, so that a second copy is recognised as one. */
export function messageIdOf({ id }: Pick<ClaimedMail, 'id'>, from: string): string {
  const domain = /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? 'localhost';
  return `<${id}@${domain}>`;
}

/** What went wrong, for the log and the record. */
export function withoutPersonalData(error: unknown): Error {
  const known = [MailRefused, MailServerAway, LookUpAway].some((kind) => error instanceof kind);
  return known
    ? (error as Error)
    : new Error(`can’t be written: ${(error as Error).name}`, { cause: error });
}

async function available<T>(lookUp: Promise<T>): Promise<T> {
  try {
    return await lookUp;
  } catch (error) {
    const away = error instanceof DomainError && error.kind === 'unavailable';
    if (away || isConnectionError(error)) throw new LookUpAway(error);
    throw error;
  }
}
