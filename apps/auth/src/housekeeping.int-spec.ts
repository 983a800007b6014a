import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { AuthStack } from './testing/auth-service.js';

let stack: AuthStack;
beforeAll(async () => {
  stack = await AuthStack.open({ instances: 0 });
});
afterAll(() => stack.close());

it('what is past its time goes, and what is not stays', async () => {
  await stack.database.query(`
    insert into auth.users (id, email, password_hash, display_name)
    values ('0198c5a0-0000-7000-8000-000000000001', 'somebody@example.com', '$argon2id$', 'Somebody');
    insert into auth.sessions (id, user_id, idle_expires_at, expires_at)
    select gen_random_uuid(), '0198c5a0-0000-7000-8000-000000000001', over, over
      from unnest(array[now() - interval '31 days', now() - interval '29 days']) as over;
    insert into auth.security_events (type, created_at)
    select 'login_failed', at from unnest(array[now() - interval '3000 days', now()]) as at;
    insert into auth.mails (id, dedupe_key, template, to_address, state, sent_at, created_at)
    select gen_random_uuid(), gen_random_uuid(), 'x', 'somebody@example.com', state,
           case when state = 'sent' then now() end, now() - age
      from (values ('sent', interval '91 days'), ('sent', interval '89 days'), ('queued', interval '91 days')) as m (state, age)`);
  await stack.start();
  await eventually(async () =>
    expect(
      await stack.database.query(
        `select (select count(*)::int from auth.sessions) as sessions,
                (select count(*)::int from auth.security_events where type = 'login_failed') as events,
                (select count(*)::int from auth.mails) as mails`,
      ),
    ).toEqual([{ sessions: 1, events: 1, mails: 2 }]),
  );
});
