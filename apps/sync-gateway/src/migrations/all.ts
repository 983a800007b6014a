import { Messaging1764100000001 } from './0001-messaging.js';
import { G2aPay1764100000002 } from './0002-g2a-pay.js';
import { CausesOfLaterWork1764100000003 } from './0003-causes-of-later-work.js';
import { PaymentCheckJobs1764100000004 } from './0004-payment-check-jobs.js';
import { RefundJobs1764100000005 } from './0005-refund-jobs.js';
import { NotificationJobs1764100000006 } from './0006-notification-jobs.js';
import { Outside1764200000007 } from './0007-outside.js';
import { Webhooks1764200000010 } from './0010-webhooks.js';
import { Runs1764200000013 } from './0013-runs.js';
import { G2aProducts1764200000014 } from './0014-g2a-products.js';
import { LinksByTime1764200000015 } from './0015-links-by-time.js';
import { GamePurchases1764200000020 } from './0020-game-purchases.js';
import { Warehouse1764200000030 } from './0030-warehouse.js';
import { WarehouseSales1764200000031 } from './0031-warehouse-sales.js';
import { NumbersOfLinks1764200000035 } from './0035-numbers-of-links.js';
import { BoughtOfPart1764200000039 } from './0039-bought-of-part.js';
import { SettledNotifications1764200000082 } from './0082-settled-notifications.js';
import { NamesOfGames1764200000086 } from './0086-names-of-games.js';
import { DeadLetterEnds1764200000144 } from './0087-dead-letter-ends.js';
import { OldSecurityEvents1766200000088 } from './0088-old-security-events.js';
import { RareOnes1766200000089 } from './0089-rare-ones.js';
import { LinksByBeginning1766200000090 } from './0090-links-by-beginning.js';

/** Every migration of the sync schema, oldest first. */
export const migrations = [
  Messaging1764100000001,
  G2aPay1764100000002,
  CausesOfLaterWork1764100000003,
  PaymentCheckJobs1764100000004,
  RefundJobs1764100000005,
  NotificationJobs1764100000006,
  Outside1764200000007,
  Webhooks1764200000010,
  Runs1764200000013,
  G2aProducts1764200000014,
  LinksByTime1764200000015,
  GamePurchases1764200000020,
  Warehouse1764200000030,
  WarehouseSales1764200000031,
  NumbersOfLinks1764200000035,
  BoughtOfPart1764200000039,
  SettledNotifications1764200000082,
  NamesOfGames1764200000086,
  DeadLetterEnds1764200000144,
  OldSecurityEvents1766200000088,
  RareOnes1766200000089,
  LinksByBeginning1766200000090,
];
