import { Inject, Injectable, Module } from '@nestjs/common';
import { composeMail, type MailContent, type MailLetters, type QueuedMail } from '@tandem/mail';
import { RealtimeConfig } from '../config.js';
import { WHY_OFF, type OffReason } from './off-reasons.js';

/** What the mail about an endpoint that was switched off is made of. */
export interface SwitchedOff extends Record<string, unknown> {
  host: string;
  reason: OffReason;
}

export const SWITCHED_OFF = 'webhook_switched_off';

/** Writes the mails of this service: to an address of the settings, and to nobody else. */
@Injectable()
export class WebhookLetters implements MailLetters {
  constructor(@Inject(RealtimeConfig) private readonly config: RealtimeConfig) {}

  recipient(): Promise<null> {
    return Promise.resolve(null);
  }

  write({ template, data }: QueuedMail): Promise<MailContent> {
    if (template !== SWITCHED_OFF) throw new Error(`there is no mail ${template}`);
    const { host, reason } = data as SwitchedOff;
    const heading = `The webhook to ${host} is switched off`;
    return Promise.resolve(
      composeMail({
        subject: heading,
        preview: WHY_OFF[reason],
        heading,
        blocks: [
          { kind: 'text', text: WHY_OFF[reason] },
          {
            kind: 'text',
            text: 'Nothing is sent to it until somebody switches it on again, in the panel under “Outgoing webhooks”. What was given up can be sent again there. What happens meanwhile is not sent later: the partner reads it from the change feed.',
          },
        ],
        shop: { name: 'Tandem', url: this.config.shopUrl },
      }),
    );
  }
}

@Module({ providers: [WebhookLetters], exports: [WebhookLetters] })
export class WebhookLettersModule {}
