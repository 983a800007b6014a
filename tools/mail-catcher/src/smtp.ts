import { buffer } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { Faults } from './faults.ts';
import type { CaughtMail, Mailbox } from './mailbox.ts';

const MAX_BYTES = 10 * 1024 * 1024;

/** A mail server that takes every mail from anybody and delivers none. */
export function makeSmtpServer(mailbox: Mailbox, faults: Faults): SMTPServer {
  return new SMTPServer({
    banner: 'Tandem mail catcher, a development tool: nothing is delivered',
    // Nothing leaves this machine, so there is nothing to encrypt and nobody to refuse.
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    size: MAX_BYTES,
    closeTimeout: 500,
    onAuth: (_auth, _session, done) => done(null, { user: 'anybody' }),
    onRcptTo: (_address, _session, done) => done(faults.take('recipient')),
    onData: (stream, { envelope }, done) => {
      const from = envelope.mailFrom ? envelope.mailFrom.address : '';
      const to = envelope.rcptTo.map(({ address }) => address);
      buffer(stream)
        .then(async (raw) => {
          const fault = stream.sizeExceeded ? tooLarge() : faults.take('data');
          if (fault) return done(fault);
          mailbox.add(await parse(raw, from, to));
          done(null);
        })
        .catch((error: Error) => done(error));
    },
  });
}

async function parse(raw: Buffer, from: string, to: string[]): Promise<Omit<CaughtMail, 'id'>> {
  const mail = await PostalMime.parse(raw);
  return {
    received_at: new Date().toISOString(),
    from,
    to,
    subject: mail.subject ?? '',
    message_id: mail.messageId ?? null,
    size: raw.length,
    text: mail.text ?? null,
    html: mail.html ?? null,
    headers: mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    attachments: mail.attachments.map(({ filename, mimeType, content }) => ({
      filename,
      mime_type: mimeType,
      size: typeof content === 'string' ? content.length : content.byteLength,
    })),
  };
}

function tooLarge(): Error {
  return Object.assign(new Error('the mail is too large'), { responseCode: 552 });
}
