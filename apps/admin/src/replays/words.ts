import type { Replay, ReplayAsked } from '@tandem/ui';
import { serviceName, type Look } from '../background/wording';
import { eventName } from '../events/feed';

export const STATES: Readonly<Record<Replay['state'], Look>> = {
  running: { text: 'Under way', color: 'info' },
  completed: { text: 'Done', color: 'success' },
  failed: { text: 'Failed', color: 'error' },
  cancelled: { text: 'Stopped' },
};

/** What the form holds: fields that are left empty ask for nothing. */
export interface ReplayForm {
  to: 'group' | 'debug';
  group: NonNullable<ReplayAsked['group']> | null;
  debug: string;
  type: string | null;
  subject: string;
  from: string;
  until: string;
}

const DEBUG = 'tandem.debug.';
const timeOf = (local: string) => (local ? new Date(local).toISOString() : undefined);

/** What the form asks for. */
export const askedOf = (form: ReplayForm): ReplayAsked => ({
  ...(form.to === 'group'
    ? { group: form.group ?? undefined }
    : { debug_topic: `${DEBUG}${form.debug.trim()}` }),
  type: form.type ?? undefined,
  subject: form.subject.trim() || undefined,
  from: timeOf(form.from),
  to: timeOf(form.until),
});

export const eventsText = (n: number): string =>
  `${n.toLocaleString('en')} ${n === 1 ? 'event' : 'events'}`;

export const targetText = ({
  group,
  debug_topic,
}: Pick<Replay, 'group' | 'debug_topic'>): string =>
  group ? serviceName(group) : (debug_topic ?? '');

/** "Stock changed of 7", or "All events". */
export function rangeText({ type, subject, topic }: Replay): string {
  const what = type ? eventName(type) : topic ? `All events of ${topic}` : 'All events';
  return subject ? `${what}, only of ${subject}` : what;
}

export const progressText = ({ done, events, handled, group }: Replay): string =>
  `${done.toLocaleString('en')} of ${eventsText(events)}${group ? `, ${handled.toLocaleString('en')} handled` : ''}`;
