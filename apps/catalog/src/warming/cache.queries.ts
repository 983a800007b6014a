import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { Database } from '@tandem/persistence';
import type { CacheDto, CacheKindDto, PopularReadDto } from './cache.dto.js';
import { POPULAR_FIRST } from './popular-reads.js';

const MOST_SHOWN = 20;
const HOUR = `filter (where minute >= clock_timestamp() - interval '1 hour')`;
const RATE = (which: string) =>
  `(sum(hits) ${which} / nullif(sum(hits + misses) ${which}, 0))::float8`;

@Injectable()
export class CacheQueries {
  constructor(
    private readonly database: Database,
    private readonly cache: VersionedCache,
  ) {}

  async state(): Promise<CacheDto> {
    const [kinds, popular] = await Promise.all([this.kinds(), this.popular()]);
    return {
      store: this.cache.isLocal ? 'memory' : 'redis',
      is_used: this.cache.usesStore,
      pending_invalidations: this.cache.pendingInvalidations,
      kinds,
      popular,
    };
  }

  private kinds(): Promise<CacheKindDto[]> {
    return this.database.query<CacheKindDto>(
      `select kind, coalesce(sum(hits + misses) ${HOUR}, 0)::float8 as reads_last_hour, ${RATE(HOUR)} as hit_rate_last_hour,
          sum(hits + misses)::float8 as reads_last_day, ${RATE('')} as hit_rate_last_day
        from cache_reads where minute >= clock_timestamp() - interval '1 day' group by kind order by kind`,
    );
  }

  private popular(): Promise<PopularReadDto[]> {
    return this.database.query<PopularReadDto>(
      `select split_part(target, ':', 1) as kind, part_id, p.part_name, filters, round(reads)::float8 as reads
        from (select *,
            case when target not like 'list:%' then split_part(target, ':', 2)::integer end as part_id,
            case when target like 'list:%' then substr(target, 6)::json end as filters
          from popular_reads ${POPULAR_FIRST} limit $1) read
        left join parts p on p.id = part_id and p.deleted_at is null
        order by reads desc, target`,
      [MOST_SHOWN],
    );
  }
}
