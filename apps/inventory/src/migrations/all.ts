import { Stock1700000000001 } from './0001-stock.js';
import { Reservations1700000000002 } from './0002-reservations.js';
import { Messaging1700000000003 } from './0003-messaging.js';
import { OrdersReadStock1700000000004 } from './0004-orders-read-stock.js';
import { Returns1700000000005 } from './0005-returns.js';
import { Batches1700000000006 } from './0006-batches.js';
import { LateEnds1700000000007 } from './0007-late-ends.js';
import { Sources1700000000010 } from './0010-sources.js';
import { UndoneLinks1700000000012 } from './0012-undone-links.js';
import { SafetyBuffers1700000000013 } from './0013-safety-buffers.js';
import { CategoryBuffers1700000000014 } from './0014-category-buffers.js';
import { Jobs1700000000015 } from './0015-jobs.js';
import { ImportedStock1700000000040 } from './0040-imported-stock.js';
import { ToldToLists1700000000035 } from './0035-told-to-lists.js';
import { StockToldToLists1700000000046 } from './0046-stock-told-to-lists.js';
import { MovementsByTime1700000000050 } from './0050-movements-by-time.js';
import { ExpectedStock1700000000051 } from './0051-expected-stock.js';
import { MovementsByWhoAndWhy1765300000052 } from './0052-movements-by-who-and-why.js';
import { DeadLetterEnds1765300000144 } from './0053-dead-letter-ends.js';
import { EmptyShelvesUntold1767700000054 } from './0054-empty-shelves-untold.js';
import { OldMovementsGo1767700000055 } from './0055-old-movements-go.js';

/** Every migration of the inventory schema, oldest first. */
export const migrations = [
  Stock1700000000001,
  Reservations1700000000002,
  Messaging1700000000003,
  OrdersReadStock1700000000004,
  Returns1700000000005,
  Batches1700000000006,
  LateEnds1700000000007,
  Sources1700000000010,
  UndoneLinks1700000000012,
  SafetyBuffers1700000000013,
  CategoryBuffers1700000000014,
  Jobs1700000000015,
  ImportedStock1700000000040,
  ToldToLists1700000000035,
  StockToldToLists1700000000046,
  MovementsByTime1700000000050,
  ExpectedStock1700000000051,
  MovementsByWhoAndWhy1765300000052,
  DeadLetterEnds1765300000144,
  EmptyShelvesUntold1767700000054,
  OldMovementsGo1767700000055,
];
