import { Injectable } from '@nestjs/common';
import { Retains, type Kept } from '@tandem/jobs';

/** Longer than any import goes on with sending rows again: the file of one is deleted after a year at the latest. */
const KEPT_SECONDS = 400 * 86_400;

/** What became of rows of old imports; their movements stay. */
@Injectable()
export class ForgetImportedStock {
  @Retains({ name: 'forget-imported-stock', title: 'Forget rows of old imports' })
  kept(): Kept[] {
    return [{ table: 'imported_stock', since: 'created_at', for: { seconds: KEPT_SECONDS } }];
  }
}
