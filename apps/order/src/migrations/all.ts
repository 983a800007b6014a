import { Messaging1764100000001 } from './0001-messaging.js';
import { Orders1764100000002 } from './0002-orders.js';
import { Carts1764100000003 } from './0003-carts.js';
import { Ledger1764100000004 } from './0004-ledger.js';
import { Payments1764100000005 } from './0005-payments.js';
import { Mails1764100000006 } from './0006-mails.js';
import { OrdersByTime1764100000009 } from './0009-orders-by-time.js';
import { AuditOfOrders1764100000010 } from './0010-audit-of-orders.js';
import { UnpaidOrders1764100000012 } from './0012-unpaid-orders.js';
import { WhatWasAsked1764100000013 } from './0013-what-was-asked.js';
import { MailLimits1764100000014 } from './0014-mail-limits.js';
import { UnpaidRefusals1764100000015 } from './0015-unpaid-refusals.js';
import { OrdersSorted1764100000016 } from './0016-orders-sorted.js';
import { CausesOfLaterWork1764100000017 } from './0017-causes-of-later-work.js';
import { CausesOfMails1764100000018 } from './0018-causes-of-mails.js';
import { Jobs1764100000019 } from './0019-jobs.js';
import { RefundJobs1764100000020 } from './0020-refund-jobs.js';
import { MailJobs1764100000021 } from './0021-mail-jobs.js';
import { OrderKeys1764100000022 } from './0022-order-keys.js';
import { StockWishes1764100000023 } from './0023-stock-wishes.js';
import { StockNotices1764100000024 } from './0024-stock-notices.js';
import { Parcels1764100000025 } from './0025-parcels.js';
import { SourceNotices1764100000030 } from './0030-source-notices.js';
import { DeadLetterEnds1764100000144 } from './0031-dead-letter-ends.js';
import { OldWishes1764100000145 } from './0032-old-wishes.js';
import { IdleCarts1764100000146 } from './0033-idle-carts.js';

/** Every migration of the orders schema, oldest first. */
export const migrations = [
  Messaging1764100000001,
  Orders1764100000002,
  Carts1764100000003,
  Ledger1764100000004,
  Payments1764100000005,
  Mails1764100000006,
  OrdersByTime1764100000009,
  AuditOfOrders1764100000010,
  UnpaidOrders1764100000012,
  WhatWasAsked1764100000013,
  MailLimits1764100000014,
  UnpaidRefusals1764100000015,
  OrdersSorted1764100000016,
  CausesOfLaterWork1764100000017,
  CausesOfMails1764100000018,
  Jobs1764100000019,
  RefundJobs1764100000020,
  MailJobs1764100000021,
  OrderKeys1764100000022,
  StockWishes1764100000023,
  StockNotices1764100000024,
  Parcels1764100000025,
  SourceNotices1764100000030,
  DeadLetterEnds1764100000144,
  OldWishes1764100000145,
  IdleCarts1764100000146,
];
