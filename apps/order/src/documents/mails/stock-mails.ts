import { composeMail, nameInLine, type MailContent } from '@tandem/mail';
import type { Database } from '@tandem/persistence';
import { LINK_HOURS } from '../../stock-notices/answer-link.js';
import { wishToken } from '../../stock-notices/wish-token.js';

export type StockMailKind = 'stock_wish' | 'back_in_stock';

export function isStockMailKind(template: string): template is StockMailKind {
  return template === 'stock_wish' || template === 'back_in_stock';
}

export interface StockMail {
  wishId: string;
  partId: number;
  partName: string;
}

/** The part by the name that it has when the mail is written. */
export async function readStockMail(
  database: Database,
  { wish_id, part_id }: { wish_id: string; part_id: number },
): Promise<StockMail> {
  const [part] = await database.query<{ part_name: string | null }>(
    `select part_name from catalog.part_offers where id = $1`,
    [part_id],
  );
  return { wishId: wish_id, partId: part_id, partName: part?.part_name ?? `product ${part_id}` };
}

/** The mail of that kind about a part that was sold out. */
export function stockMail(
  kind: StockMailKind,
  about: StockMail,
  frame: { name: string | null; shopUrl: string; secret: string },
): MailContent {
  const { name, shopUrl, secret } = frame;
  const shop = { name: 'Tandem', url: shopUrl };
  const part = nameInLine(about.partName);
  const link = (purpose: 'confirm' | 'stop'): string =>
    `${shopUrl}/back-in-stock/${purpose}?token=${encodeURIComponent(wishToken(about.wishId, purpose, secret))}`;
  if (kind === 'stock_wish') {
    return composeMail({
      subject: `Shall we tell you when ${part} is back?`,
      preview: 'Please confirm that this is your address.',
      heading: `Shall we tell you when ${part} is back?`,
      blocks: [
        { kind: 'text', text: 'Somebody, probably you, asked us to write to this address.' },
        { kind: 'button', label: 'Yes, tell me', url: link('confirm') },
        {
          kind: 'note',
          text: `The link must be used within ${LINK_HOURS} hours. If you did not ask, please ignore this e-mail. We will not write to you again.`,
        },
      ],
      shop,
    });
  }
  return composeMail({
    subject: `${part} is back in stock`,
    preview: 'You asked us to tell you.',
    heading: `${part} is back in stock`,
    name,
    blocks: [
      {
        kind: 'text',
        text: 'You asked us to tell you. We have not reserved one for you. There may be few.',
      },
      { kind: 'button', label: 'See the product', url: `${shopUrl}/parts/${about.partId}` },
      {
        kind: 'note',
        text: `We tell you once. To hear of no other product that you asked for, open ${link('stop')}`,
      },
    ],
    shop,
  });
}
