import { Injectable } from '@nestjs/common';
import { MailWithheld } from '@tandem/mail';
import type { MailContent, MailLetters, MailRecipient, QueuedMail } from '@tandem/mail';
import { Database } from '@tandem/persistence';
import { UserDirectory } from '../../clients/user-directory.js';
import { OrderConfig } from '../../config.js';
import { readMailOrder, type MailData } from './mail-order.js';
import { readStockDigest, stockDigestMail } from './stock-digest.js';
import { isStockMailKind, readStockMail, stockMail } from './stock-mails.js';
import { isOrderMailKind, orderMail } from './templates.js';

/** Writes the mails of this service, from the order or the part as it is when they leave. */
@Injectable()
export class OrderLetters implements MailLetters {
  constructor(
    private readonly database: Database,
    private readonly config: OrderConfig,
    private readonly users: UserDirectory,
  ) {}

  /** Nobody is written to about orders before they said that the address is theirs: it may be anybody's. */
  async recipient(userId: string): Promise<MailRecipient | null> {
    const contact = await this.users.contact(userId);
    if (contact && !contact.email_confirmed) throw new MailWithheld('address_not_confirmed');
    return contact && { address: contact.email, name: contact.display_name };
  }

  async write({ template, data }: QueuedMail, { name }: MailRecipient): Promise<MailContent> {
    const frame = { name: name ?? null, shopUrl: this.config.shopUrl };
    if (isStockMailKind(template)) {
      const wish = await readStockMail(this.database, data as { wish_id: string; part_id: number });
      return stockMail(template, wish, { ...frame, secret: this.config.guestSecret });
    }
    if (template === 'stock_digest') {
      const digest = await readStockDigest(this.database, data as { digest_id: string });
      return stockDigestMail(digest, this.config);
    }
    if (!isOrderMailKind(template)) throw new Error(`there is no mail ${template}`);
    const about = await readMailOrder(this.database, data as unknown as MailData);
    return orderMail(template, about, frame);
  }
}
