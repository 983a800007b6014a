import { CategoryRefs } from './category-refs.js';
import { EndedSessionsView } from './ended-sessions.js';
import { FlagsView } from './flags.js';
import { PartOffers } from './part-offers.js';
import { PartRefs } from './part-refs.js';
import { People } from './people.js';
import { SourceHealth } from './source-health.js';
import { StockPublic } from './stock-public.js';
import { StockStaff } from './stock-staff.js';
import type { View } from './view.js';

/** Every view that crosses schemas; decision 0008 says who reads it and what that costs. */
export const ALL_VIEWS: readonly View[] = [
  EndedSessionsView,
  People,
  PartRefs,
  CategoryRefs,
  PartOffers,
  StockPublic,
  StockStaff,
  SourceHealth,
  FlagsView,
];
