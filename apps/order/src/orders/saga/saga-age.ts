import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { gauges } from '@tandem/observability';
import { Database } from '@tandem/persistence';

/** Of many that are stuck it is enough to know some: those due first. */
const MOST_LOOKED_AT = 200;

const sagas = gauges({
  saga_open: {
    description:
      'Orders between two steps, payments that are awaited aside; 200: that many or more.',
    unit: '{order}',
  },
  saga_age: {
    description: 'How long the order that is longest between two steps has been in its status.',
    unit: 's',
  },
});

/** Tells how long orders have been waiting for the shop itself; for a payment they wait as long as the shopper likes. */
@Injectable()
export class SagaAge implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private reading: { stop(): void } | undefined;

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.reading = sagas.observe(async () => {
      const [row] = await this.database.query<{ open: number; age: number }>(
        `select count(*)::int as open,
                coalesce(greatest(0, max(extract(epoch from clock_timestamp() - h.at))), 0)::float8 as age
           from (select id from orders where due_at is not null and next_step <> 'await_payment'
                  order by due_at limit ${MOST_LOOKED_AT}) o
          cross join lateral (select at from order_history where order_id = o.id order by version desc limit 1) h`,
      );
      return { saga_open: { value: row!.open }, saga_age: { value: row!.age } };
    });
  }

  beforeApplicationShutdown(): void {
    this.reading?.stop();
  }
}
