import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { DomainError, type FieldError } from '@tandem/kernel';
import { Database, transaction } from '@tandem/persistence';
import { TryLater } from '@tandem/jobs';
import { ImageAway } from '../../images/errors.js';
import { fetchImage } from '../../images/fetch-image.js';
import { ImageStore } from '../../images/image-store.js';
import { pictureTurns, processImage } from '../../images/process-image.js';
import { isPublicAddress, type AddressRule } from '@tandem/http';

const NO_PLACE_MS = 5_000;
/** A host that has not answered so often in a row is not asked again for a while: each try would take its whole deadline. */
const MOST_IN_A_ROW = 5;

/** What became of a picture. */
export type Fetched = { sha256: string } | { message: string; mayComeBack: boolean };

/** Fetches pictures from elsewhere and keeps them, outside of the transactions that show them. */
@Injectable()
export class FetchPicture {
  /** Specs put the address of their own server in. */
  allowed: AddressRule = isPublicAddress;

  constructor(
    private readonly database: Database,
    private readonly images: ImageStore,
  ) {}

  /** One turn of a job; what it has learnt of hosts ends with it. */
  turn(): (url: string) => Promise<Fetched> {
    const silent = new Map<string, number>();
    return async (url) => {
      const { host } = new URL(url);
      const times = silent.get(host) ?? 0;
      if (times >= MOST_IN_A_ROW) return { message: 'did not answer others', mayComeBack: true };
      const fetched = await this.fetch(url);
      const isSilent = 'mayComeBack' in fetched && fetched.mayComeBack;
      silent.set(host, isSilent ? times + 1 : 0);
      return fetched;
    };
  }

  /** @throws TryLater when too many pictures are being read, or the store of images does not answer. */
  private async fetch(url: string): Promise<Fetched> {
    try {
      const image = await pictureTurns.place(async () =>
        processImage(await fetchImage(url, this.allowed), 'url'),
      );
      const kept = await this.images.keep(image);
      await transaction(this.database, (tx) => this.images.record(tx, kept));
      faultPoint('import.picture-kept');
      return { sha256: image.sha256 };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.kind === 'unavailable') throw new TryLater(NO_PLACE_MS, { counted: false });
      const [refusal] = error.extra['errors'] as FieldError[];
      return { message: refusal!.message, mayComeBack: error instanceof ImageAway };
    }
  }
}
