import { expect } from '@jest/globals';
import { eventually } from '../client.js';
import { FAULT_POINTS, storyThatPasses } from '../histories.js';
import { FakeClock } from './clock.js';
import type { Fault, Grounds } from './fault.js';
import { answersLost, callsTwice, halfOpenTo, slowTo } from './network-faults.js';
import { LED } from './networks.js';
import { fullDisk, noConnections, poolExhausted } from './postgres-faults.js';
import { goOn, hang, isStopped } from './processes.js';

const BACKING = ['postgres', 'redis', 'kafka'];
const NOT_OURS = ['simulator-', 'mail-'];
const HOUR_S = 3_600;

/** Every fault that this machine can do. */
export function faultsOf(grounds: Grounds): Fault[] {
  const { stack } = grounds;
  const names = stack.processes().map(({ name }) => name);
  const ours = names.filter((name) => !NOT_OURS.some((other) => name.startsWith(other)));
  return [
    ...ours.map((name) => hangOf(grounds, name)),
    ...LED.flatMap((to) => [slowTo(grounds, to), halfOpenTo(grounds, to)]),
    callsTwice(grounds),
    answersLost(grounds),
    eventsTwice(grounds),
    poolExhausted(grounds),
    noConnections(grounds),
    ...FAULT_POINTS.flatMap((point) => [
      failsAt(grounds, point, 'dies'),
      failsAt(grounds, point, 'stands still'),
    ]),
    ...(grounds.disk ? [fullDisk(grounds, grounds.disk)] : []),
    ...(grounds.clock ? [HOUR_S, -HOUR_S].map((s) => clockJumps(grounds, grounds.clock!, s)) : []),
  ];
}

const pidOf = ({ stack }: Grounds, name: string): number =>
  stack.processes().find((one) => one.name === name)!.pid!;

function hangOf(grounds: Grounds, name: string): Fault {
  const pid = () => pidOf(grounds, name);
  return {
    name: `${name} hangs`,
    kind: BACKING.includes(name) ? 'a backing service hangs' : 'a service hangs',
    ...(name === 'postgres' && { mutesDatabase: true }),
    begin: async () => {
      hang(pid());
      await eventually(async () => expect(isStopped(pid())).toBe(true));
    },
    end: async () => goOn(pid()),
  };
}

/** As after a relay that died before it marked what it had published. */
function eventsTwice({ market }: Grounds): Fault {
  const again = (schema: string) =>
    market.query<{ n: number }>(
      `with again as (update ${schema}.outbox set published_at = null
                       where published_at > clock_timestamp() - interval '20 s' returning 1)
       select count(*)::int as n from again`,
    );
  return {
    name: 'events are published twice',
    kind: 'events arrive twice',
    begin: async () => {
      await eventually(async () => {
        const counts = await Promise.all(['orders', 'inventory', 'catalog'].map(again));
        for (const [row] of counts) expect(row!.n).toBeGreaterThan(0);
      });
    },
    end: async () => undefined,
  };
}

function failsAt(grounds: Grounds, point: string, how: 'dies' | 'stands still'): Fault {
  const { market, stack, witness, parts } = grounds;
  let story: Promise<unknown>;
  return {
    name: `a service ${how} at ${point}`,
    kind: `a service ${how} at a point`,
    begin: async () => {
      market.arm(point, how);
      const history = storyThatPasses(point);
      const buyer = history.wallet === 0 ? witness.poor : witness.rich;
      story = market.fund(buyer, history.wallet).then(() => market.live(buyer, history, parts));
      story.catch(() => undefined);
      await eventually(async () => expect(market.isArmed).toBe(false));
    },
    end: async () => {
      market.disarm();
      for (const { pid } of stack.processes()) if (pid && isStopped(pid)) goOn(pid);
    },
    leftOver: () => story,
  };
}

function clockJumps({ stack }: Grounds, clock: FakeClock, seconds: number): Fault {
  const url = () => stack.info.services['inventory']![0]!;
  const isAt = (due: number) => async () => {
    const ahead = await FakeClock.aheadOf(url());
    expect(Math.abs(ahead - due)).toBeLessThan(HOUR_S / 2);
  };
  return {
    name: `inventory’s clock jumps ${seconds > 0 ? 'ahead' : 'back'} by an hour`,
    kind: 'a clock jumps',
    begin: async () => {
      clock.jump(seconds);
      await eventually(isAt(seconds));
    },
    end: async () => {
      clock.jump(0);
      await eventually(isAt(0));
    },
  };
}
