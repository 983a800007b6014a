import { Catalog1700000000001 } from './0001-catalog.js';
import { Search1700000000002 } from './0002-search.js';
import { StaffSearch1700000000210 } from './0160-staff-search.js';
import { MarksOfStaff1700000000211 } from './0161-marks-of-staff.js';
import { SearchSynonyms1700000000212 } from './0162-search-synonyms.js';
import { SearchLanguages1700000000213 } from './0163-search-languages.js';
import { SearchMisses1700000000214 } from './0164-search-misses.js';
import { Offers1700000000003 } from './0003-offers.js';
import { Lists1700000000010 } from './0010-lists.js';
import { OffersAsShown1700000000011 } from './0011-offers-as-shown.js';
import { Languages1700000000012 } from './0012-languages.js';
import { Currencies1700000000040 } from './0020-currencies.js';
import { RefsForSync1700000000041 } from './0021-refs-for-sync.js';
import { Jobs1700000000042 } from './0022-jobs.js';
import { G2aProducts1700000000043 } from './0023-g2a-products.js';
import { SearchOfWords1700000000044 } from './0024-search-of-words.js';
import { WhatChanged1700000000045 } from './0025-what-changed.js';
import { CategoryRefs1700000000046 } from './0026-category-refs.js';
import { RefusedProducts1700000000047 } from './0027-refused-products.js';
import { PartNumbers1700000000055 } from './0035-part-numbers.js';
import { Sales1700000000065 } from './0045-sales.js';
import { RegularPrices1700000000090 } from './0070-regular-prices.js';
import { PriceHistory1700000000091 } from './0071-price-history.js';
import { PublishAt1700000000092 } from './0072-publish-at.js';
import { ReadRights1700000000093 } from './0073-read-rights.js';
import { Imports1700000000075 } from './0055-imports.js';
import { ImportedStock1700000000110 } from './0100-imported-stock.js';
import { PartListing1700000000050 } from './0030-part-listing.js';
import { StaffLists1700000000051 } from './0031-staff-lists.js';
import { Bulk1700000000070 } from './0050-bulk.js';
import { CategoryChanges1700000000080 } from './0060-category-changes.js';
import { Terms1700000000110 } from './0110-terms.js';
import { PartCounts1700000000100 } from './0080-part-counts.js';
import { StaffListing1700000000101 } from './0081-staff-listing.js';
import { PopularReads1700000000150 } from './0130-popular-reads.js';
import { PartStatuses1700000000160 } from './0140-part-statuses.js';
import { LowestPricesOfOffers1700000000163 } from './0143-lowest-prices-of-offers.js';
import { HeldOffers1700000000162 } from './0142-held-offers.js';
import { StatusesLookedAt1700000000161 } from './0141-statuses-looked-at.js';
import { BoundedSearch1700000000110 } from './0090-bounded-search.js';
import { BulkStock1700000000175 } from './0175-bulk-stock.js';
import { ImportPictures1700000000170 } from './0170-import-pictures.js';
import { ImagePlaces1700000000200 } from './0180-image-places.js';
import { OrdersReadRefs1700000000205 } from './0185-orders-read-refs.js';
import { RepeatedUpdates1700000000220 } from './0190-repeated-updates.js';
import { OperationsReadBlobs1700000000221 } from './0191-operations-read-blobs.js';
import { DocumentsOnce1700000000171 } from './0171-documents-once.js';
import { NoLikeness1700000000230 } from './0195-no-likeness.js';
import { DeadLetterEnds1700000000244 } from './0196-dead-letter-ends.js';
import { HistoryRemoved1700000000250 } from './0200-history-removed.js';
import { UnusedPictures1700000000260 } from './0210-unused-pictures.js';
import {
  UnusedPicturesByAge1700000000261,
  VersionsByPicture1700000000262,
} from './0211-versions-by-picture.js';

/** Every migration of the catalog schema, oldest first. */
export const migrations = [
  Catalog1700000000001,
  Search1700000000002,
  StaffSearch1700000000210,
  MarksOfStaff1700000000211,
  SearchSynonyms1700000000212,
  SearchLanguages1700000000213,
  SearchMisses1700000000214,
  Offers1700000000003,
  Lists1700000000010,
  OffersAsShown1700000000011,
  Languages1700000000012,
  Currencies1700000000040,
  RefsForSync1700000000041,
  Jobs1700000000042,
  G2aProducts1700000000043,
  SearchOfWords1700000000044,
  WhatChanged1700000000045,
  CategoryRefs1700000000046,
  RefusedProducts1700000000047,
  PartNumbers1700000000055,
  Sales1700000000065,
  RegularPrices1700000000090,
  PriceHistory1700000000091,
  PublishAt1700000000092,
  ReadRights1700000000093,
  Imports1700000000075,
  ImportedStock1700000000110,
  PartListing1700000000050,
  StaffLists1700000000051,
  Bulk1700000000070,
  CategoryChanges1700000000080,
  Terms1700000000110,
  PartCounts1700000000100,
  StaffListing1700000000101,
  PopularReads1700000000150,
  BoundedSearch1700000000110,
  PartStatuses1700000000160,
  StatusesLookedAt1700000000161,
  HeldOffers1700000000162,
  LowestPricesOfOffers1700000000163,
  BulkStock1700000000175,
  ImportPictures1700000000170,
  ImagePlaces1700000000200,
  OrdersReadRefs1700000000205,
  DocumentsOnce1700000000171,
  RepeatedUpdates1700000000220,
  OperationsReadBlobs1700000000221,
  NoLikeness1700000000230,
  DeadLetterEnds1700000000244,
  HistoryRemoved1700000000250,
  UnusedPictures1700000000260,
  UnusedPicturesByAge1700000000261,
  VersionsByPicture1700000000262,
];
