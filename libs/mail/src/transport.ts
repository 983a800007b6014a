import { createTransport } from 'nodemailer';
import type { MailConfig } from './mail-config.js';

/** A mail with everything a mail server must know, looked up and written a moment ago. */
export interface OutgoingMail {
  messageId: string;
  to: { address: string; name: string };
  subject: string;
  text: string;
  html: string;
}

/** Hands a mail to a mail server. */
export interface MailTransport {
  /**
   * Resolves once the server has taken the mail.
   * @throws MailRefused when it refused this mail, MailServerAway when it said nothing about it.
   */
  send(mail: OutgoingMail, signal: AbortSignal): Promise<void>;
  close(): void;
}

/** The server was asked and refused this very mail. `message` holds no personal data. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';

  constructor(
    reason: string,
    /** Asking again is of no use. */
    readonly permanent: boolean,
  ) {
    super(reason);
  }
}

/** No server, or one that takes nothing: that says nothing about the mail. `message` holds no personal data. */
export class MailServerAway extends Error {
  override readonly name = 'MailServerAway';
  readonly away = 'mail';
}

const CONNECT_MS = 5_000;
const SILENCE_MS = 20_000;
const SERVICE_NOT_AVAILABLE = 421;
/** The commands that speak of one mail; what fails elsewhere concerns the server, the login or the line. */
const ABOUT_THE_MAIL = /^(MAIL FROM|RCPT TO|DATA)/;

/** SMTP with connections that are kept; it never reads files or addresses named by a mail. */
export class SmtpTransport implements MailTransport {
  private readonly smtp;
  private readonly from: string;

  constructor(config: Pick<MailConfig, 'smtpUrl' | 'mailFrom' | 'mailConnections'>) {
    this.from = config.mailFrom;
    this.smtp = createTransport({
      url: config.smtpUrl,
      pool: true,
      maxConnections: config.mailConnections,
      // The queue repeats; a mail repeated here could outlive its sender's lease.
      maxRequeues: 0,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      dnsTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    // A pool that has nobody to tell would throw; who sends hears of it anyway.
    this.smtp.on('error', () => undefined);
  }

  async send(mail: OutgoingMail, signal: AbortSignal): Promise<void> {
    try {
      await this.smtp.sendMail({ ...mail, from: this.from, signal });
    } catch (error) {
      throw explain(error as SmtpError);
    }
  }

  close(): void {
    this.smtp.close();
  }
}

interface SmtpError {
  code?: string;
  command?: string;
  responseCode?: number;
}

/** A server's words may hold the address, so only codes are passed on. */
export function explain({ code, command, responseCode }: SmtpError): Error {
  const reason = ['smtp', responseCode ?? code ?? 'unknown', command].filter(Boolean).join(' ');
  const aboutTheMail = command !== undefined && ABOUT_THE_MAIL.test(command);
  if (responseCode !== undefined) {
    if (responseCode === SERVICE_NOT_AVAILABLE || !aboutTheMail) return new MailServerAway(reason);
    return new MailRefused(reason, command === 'RCPT TO' && responseCode >= 500);
  }
  // Nobody was asked: the address is none.
  if (code === 'EENVELOPE') return new MailRefused(reason, true);
  // Nobody was asked either, or a server answered too slowly for too long: perhaps only with this mail.
  if (code === 'EMESSAGE' || code === 'ESTREAM' || code === 'EABORT') {
    return new MailRefused(reason, false);
  }
  return new MailServerAway(reason);
}
