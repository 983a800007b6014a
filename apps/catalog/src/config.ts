import { configOf, ServiceKey, ServiceUrl, Setting, ShopUrl } from '@tandem/config';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsUrl,
  Max,
  Min,
  MinLength,
  ValidateIf,
} from 'class-validator';

/** Where the bytes of images can be. */
export const IMAGE_PLACES = ['postgresql', 's3'] as const;
export type ImagePlace = (typeof IMAGE_PLACES)[number];

/** The settings of the bucket are looked at once one of them says that there is a bucket. */
const withBucket = ({ imagePlace, s3Bucket }: CatalogConfig): boolean =>
  imagePlace === 's3' || s3Bucket !== '';

export class CatalogConfig extends configOf('catalog') {
  @ServiceKey('catalog')
  serviceKey!: string;

  @ServiceUrl('inventory')
  inventoryUrl!: string;

  @ShopUrl()
  shopUrl!: string;

  @Setting({
    env: 'CATALOG_CONFIRM_SECRET',
    doc: 'Signs the word of a person that they saw what a deletion takes with it, and links to previews; at least 32 characters, the same for every instance.',
    secret: true,
  })
  @MinLength(32)
  confirmSecret!: string;

  @Setting({
    env: 'CATALOG_WARM_PARTS',
    doc: 'How many parts are read into the cache after a start and every five minutes: those that shoppers read most, else the newest; 0: the cache is not warmed.',
    default: 100,
  })
  @IsInt()
  @Min(0)
  @Max(10_000)
  warmParts!: number;

  @Setting({
    env: 'CATALOG_PRODUCTS_PER_SECOND',
    doc: 'How many products of a sync one instance takes in a second at most, so that shoppers do not feel it. G2A tells about 126 a second. At 65, 100,000 products take under half an hour.',
    default: 65,
  })
  @IsInt()
  @Min(50)
  @Max(10_000)
  productsPerSecond!: number;

  @Setting({
    env: 'CATALOG_IMPORT_MOST_MIB',
    doc: 'How large a file of parts may be that staff import, in MiB.',
    default: 150,
  })
  @IsInt()
  @Min(1)
  @Max(1_024)
  importMostMiB!: number;

  @Setting({
    env: 'CATALOG_IMPORT_ROWS_PER_SECOND',
    doc: 'How many rows of an import one instance writes in a second at most. At 400, 100,000 rows take a little over four minutes where the machine keeps up; the fewer, the less shoppers feel of it.',
    default: 400,
  })
  @IsInt()
  @Min(10)
  @Max(100_000)
  importRowsPerSecond!: number;

  @Setting({
    env: 'CATALOG_IMPORT_THREAD',
    doc: 'Whether an import has a thread of its own, which shoppers feel less of and which takes some 100 MB while it runs. Without Redis there is none.',
    default: true,
  })
  @IsBoolean()
  importThread!: boolean;

  @Setting({
    env: 'CATALOG_IMPORT_FILE_DAYS',
    doc: 'How many days the file and the failed rows of an import are kept after its end.',
    default: 14,
  })
  @IsInt()
  @Min(1)
  @Max(365)
  importFileDays!: number;

  @Setting({
    env: 'CATALOG_BULK_RUN_DAYS',
    doc: 'How many days a bulk change and the results of its rows are kept after its end. Until then it can be undone.',
    default: 90,
  })
  @IsInt()
  @Min(1)
  @Max(365)
  bulkRunDays!: number;

  @Setting({
    env: 'CATALOG_VERSION_DAYS',
    doc: 'How many days a version of a part is kept. Staff can compare with it and roll back to it.',
    default: 365,
  })
  @IsInt()
  @Min(30)
  @Max(3_650)
  versionDays!: number;

  @Setting({
    env: 'CATALOG_VERSIONS_KEPT',
    doc: 'How many of the newest versions of each part are kept however old they are.',
    default: 50,
  })
  @IsInt()
  @Min(10)
  @Max(10_000)
  versionsKept!: number;

  @Setting({
    env: 'CATALOG_PRICE_DAYS',
    doc: 'For how many days back staff see every price that a part had. Of a part with a sale they run from its beginning: the lowest price of the 30 days before is told beside it.',
    default: 1_095,
  })
  @IsInt()
  @Min(60)
  @Max(3_650)
  priceDays!: number;

  @Setting({
    env: 'CATALOG_PRICES_KEPT',
    doc: 'How many of the newest prices of each part are kept however old they are.',
    default: 100,
  })
  @IsInt()
  @Min(10)
  @Max(10_000)
  pricesKept!: number;

  @Setting({
    env: 'CATALOG_PICTURE_DAYS',
    doc: 'How many days a picture is kept that no part shows any more, and no kept version of one.',
    default: 90,
  })
  @IsInt()
  @Min(7)
  @Max(3_650)
  pictureDays!: number;

  @Setting({
    env: 'CATALOG_SEARCH_MISS_DAYS',
    doc: 'How many days staff see what was searched for and not found.',
    default: 30,
  })
  @IsInt()
  @Min(1)
  @Max(365)
  searchMissDays!: number;

  @Setting({
    env: 'CATALOG_READ_COUNT_DAYS',
    doc: 'How many days is known what shoppers read, which the cache is warmed by; half as many how often the cache had it.',
    default: 14,
  })
  @IsInt()
  @Min(2)
  @Max(365)
  readCountDays!: number;

  @Setting({
    env: 'CATALOG_IMAGES_IN',
    doc: 'Where new images are kept: postgresql, or s3 for a bucket. Those that are there already are moved by `npm run images:move`.',
    default: 'postgresql',
  })
  @IsIn(IMAGE_PLACES)
  imagePlace!: ImagePlace;

  @Setting({
    env: 'CATALOG_S3_BUCKET',
    doc: 'The bucket of an S3-compatible store that images are read from and, with CATALOG_IMAGES_IN=s3, written to. Empty: there is none.',
    default: '',
  })
  @ValidateIf(withBucket)
  @IsNotEmpty()
  s3Bucket!: string;

  @Setting({
    env: 'CATALOG_S3_ENDPOINT',
    doc: 'Where the bucket’s store answers, asked in path style: `https://s3.eu-central-1.amazonaws.com`.',
    default: '',
  })
  @ValidateIf(withBucket)
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  s3Endpoint!: string;

  @Setting({
    env: 'CATALOG_S3_REGION',
    doc: 'The region that requests to the bucket are signed for.',
    default: 'us-east-1',
  })
  @IsNotEmpty()
  s3Region!: string;

  @Setting({
    env: 'CATALOG_S3_ACCESS_KEY_ID',
    doc: 'Names the key that requests to the bucket are signed with.',
    default: '',
    secret: true,
  })
  @ValidateIf(withBucket)
  @IsNotEmpty()
  s3AccessKeyId!: string;

  @Setting({
    env: 'CATALOG_S3_SECRET_ACCESS_KEY',
    doc: 'The key that requests to the bucket are signed with. It may read, write, delete and list objects below `images/`.',
    default: '',
    secret: true,
  })
  @ValidateIf(withBucket)
  @IsNotEmpty()
  s3SecretAccessKey!: string;
}
