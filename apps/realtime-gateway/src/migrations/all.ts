import { EventLog1764000000000 } from './0001-event-log.js';
import { OwnEvents1764000000001 } from './0002-own-events.js';
import { Jobs1764000000002 } from './0003-jobs.js';
import { Flags1764200000003 } from './0004-flags.js';
import { FlagEditors1764200000004 } from './0005-flag-editors.js';
import { Consistency1765000000010 } from './0010-consistency.js';
import { ReadRights1765000000011 } from './0011-read-rights.js';
import { ReadRightsGone1765100000012 } from './0012-read-rights-gone.js';
import { Notices1765200000020 } from './0020-notices.js';
import { ConsistencyMoved1767500000022 } from './0022-consistency-moved.js';
import { ChangeFeed1768000000024 } from './0024-change-feed.js';
import { Webhooks1768000000025 } from './0025-webhooks.js';
import { WebhookMails1768000000026 } from './0026-webhook-mails.js';
import { DeadLetterEnds1768000000027 } from './0027-dead-letter-ends.js';
import { Replays1768000000028 } from './0028-replays.js';
import { FailedDeliveries1768000000030 } from './0030-failed-deliveries.js';

export const migrations = [
  EventLog1764000000000,
  OwnEvents1764000000001,
  Jobs1764000000002,
  Flags1764200000003,
  FlagEditors1764200000004,
  Consistency1765000000010,
  ReadRights1765000000011,
  ReadRightsGone1765100000012,
  Notices1765200000020,
  ConsistencyMoved1767500000022,
  ChangeFeed1768000000024,
  Webhooks1768000000025,
  WebhookMails1768000000026,
  DeadLetterEnds1768000000027,
  Replays1768000000028,
  FailedDeliveries1768000000030,
];
