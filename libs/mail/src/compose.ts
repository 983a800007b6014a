import { Html, html } from './html.js';
import { nameForMail, nameInLine } from './name-in-line.js';

/** A mail's words, in the two forms that every client can show one of. */
export interface MailContent {
  subject: string;
  text: string;
  html: string;
}

/** A piece of a mail, shown in the text as well as in the HTML. */
export type MailBlock =
  | { kind: 'text'; text: string }
  | { kind: 'note'; text: string }
  | { kind: 'button'; label: string; url: string }
  | { kind: 'lines'; rows: MailLine[]; total?: { label: string; amount: string } };

/** One row of a table of amounts, e.g. what was ordered. */
interface MailLine {
  label: string;
  detail?: string;
  amount: string;
}

/** A mail before it has a form. Values are plain text: nothing in them is taken for HTML. */
export interface MailDraft {
  subject: string;
  /** Shown after the subject in a list of mails. */
  preview: string;
  heading: string;
  /** Whom it greets; left out, or no name by the rule of `nameForMail`: nobody by name. */
  name?: string | null;
  blocks: readonly MailBlock[];
  /** The shop's name and address, at the end. */
  shop: { name: string; url: string };
}

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const INK = '#17202c';
const MUTED = '#55606f';
const LINE = '#dfe3e9';
const ACCENT = '#1d4ed8';

/** The text and the HTML of a mail from one draft, so that they can't say different things. All of it is escaped. */
export function composeMail(draft: MailDraft): MailContent {
  return {
    subject: oneLine(draft.subject),
    text: asText(draft),
    html: asHtml(draft),
  };
}

function greetingOf({ name }: MailDraft): string {
  const known = nameInLine(nameForMail(name));
  return known ? `Hello ${known},` : 'Hello,';
}

function asText(draft: MailDraft): string {
  const { heading, blocks, shop } = draft;
  const parts = [heading, greetingOf(draft), ...blocks.map(blockText)];
  return `${parts.join('\n\n')}\n\n-- \n${shop.name}\n${shop.url}\n`;
}

function blockText(block: MailBlock): string {
  switch (block.kind) {
    case 'text':
    case 'note':
      return block.text;
    case 'button':
      return `${block.label}:\n${block.url}`;
    case 'lines': {
      const rows = block.rows.map(({ label, detail, amount }) =>
        [oneLine(label), detail && oneLine(detail), amount].filter(Boolean).join(' · '),
      );
      if (block.total) rows.push(`${block.total.label}: ${block.total.amount}`);
      return rows.join('\n');
    }
  }
}

/** Tables and inline styles: what Outlook and the web clients agree on. */
function asHtml(draft: MailDraft): string {
  const { heading, preview, blocks, shop, subject } = draft;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <meta name="supported-color-schemes" content="light" />
        <title>${oneLine(subject)}</title>
        <style>
          @media (max-width: 480px) {
            .card {
              padding: 24px 20px !important;
            }
            .edge {
              padding-left: 20px !important;
              padding-right: 20px !important;
            }
            .page {
              padding: 0 !important;
            }
          }
        </style>
      </head>
      <body style="margin:0;padding:0;background:#f6f7f9;">
        <div style="display:none;max-height:0;overflow:hidden;mso-hide:all;">
          ${oneLine(preview)}
        </div>
        <table
          role="presentation"
          width="100%"
          cellpadding="0"
          cellspacing="0"
          style="background:#f6f7f9;"
        >
          <tr>
            <td class="page" align="center" style="padding:32px 12px;">
              <table
                role="presentation"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                style="max-width:600px;${new Html(FONT)};color:${INK};font-size:16px;line-height:1.5;"
              >
                <tr>
                  <td
                    class="edge"
                    style="padding:16px 32px;background:${ACCENT};color:#ffffff;font-size:18px;font-weight:700;"
                  >
                    ${shop.name}
                  </td>
                </tr>
                <tr>
                  <td
                    class="card"
                    style="padding:32px;background:#ffffff;border:1px solid ${LINE};border-top:0;"
                  >
                    <h1 style="margin:0 0 20px;font-size:24px;line-height:1.3;color:${INK};">
                      ${heading}
                    </h1>
                    <p style="margin:0 0 16px;">${greetingOf(draft)}</p>
                    ${blocks.map(blockHtml)}
                  </td>
                </tr>
                <tr>
                  <td class="edge" style="padding:20px 32px;color:${MUTED};font-size:13px;">
                    ${shop.name} · <a href="${shop.url}" style="color:${MUTED};">${shop.url}</a>
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html> `;
  return page.text;
}

function blockHtml(block: MailBlock): Html {
  switch (block.kind) {
    case 'text':
      return html`<p style="margin:0 0 16px;">${block.text}</p>`;
    case 'note':
      return html`<p style="margin:0 0 16px;color:${MUTED};font-size:14px;">${block.text}</p>`;
    case 'button':
      return button(block.label, block.url);
    case 'lines':
      return html`<table
        role="presentation"
        width="100%"
        cellpadding="0"
        cellspacing="0"
        style="margin:0 0 20px;border-top:1px solid ${LINE};"
      >
        ${block.rows.map(lineRow)}${block.total ? [totalRow(block.total)] : []}
      </table>`;
  }
}

/** The address as well, for clients that show no buttons. */
function button(label: string, url: string): Html {
  return html`<table role="presentation" cellpadding="0" cellspacing="0" style="margin:24px 0 8px;">
      <tr>
        <td bgcolor="${ACCENT}" style="border-radius:6px;">
          <a
            href="${url}"
            style="display:inline-block;padding:12px 24px;color:#ffffff;font-weight:600;text-decoration:none;"
            >${label}</a
          >
        </td>
      </tr>
    </table>
    <p style="margin:0 0 20px;font-size:13px;color:${MUTED};word-break:break-all;">${url}</p>`;
}

function lineRow({ label, detail, amount }: MailLine): Html {
  const below = detail
    ? [html`<br /><span style="color:${MUTED};font-size:14px;">${detail}</span>`]
    : [];
  return html`<tr>
    <td style="padding:10px 12px 10px 0;border-bottom:1px solid ${LINE};word-break:break-word;">
      ${label}${below}
    </td>
    <td
      align="right"
      valign="top"
      style="padding:10px 0;border-bottom:1px solid ${LINE};white-space:nowrap;"
    >
      ${amount}
    </td>
  </tr>`;
}

function totalRow({ label, amount }: { label: string; amount: string }): Html {
  return html`<tr>
    <td style="padding:12px 12px 0 0;font-weight:700;">${label}</td>
    <td align="right" style="padding:12px 0 0;font-weight:700;white-space:nowrap;">${amount}</td>
  </tr>`;
}

/** A subject or a name in one line: no header of the mail can be begun in it. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
