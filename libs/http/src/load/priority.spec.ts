import { Body, Controller, Get, Post } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { currentContext } from '@tandem/observability';
import { BodyLimits } from '../body-limits.js';
import { startService } from '../service.js';
import type { RunningService } from '../service.js';
import { TinyConfig, tinySettings } from '../testing/tiny-shop.js';
import { Priority } from './priority.js';

const now = () => {
  const context = currentContext()!;
  return { priority: context.priority, hasDeadline: context.remainingMs?.() !== undefined };
};

@Controller('said')
class SaidController {
  @Get('none')
  none() {
    return now();
  }

  @Get('later')
  @Priority('deferrable')
  later() {
    return now();
  }

  @Post('small')
  @Priority('critical')
  @BodyLimits({ bytes: 20 })
  small(@Body() _body: object) {
    return now();
  }
}

@Controller('all')
@Priority('critical')
class AllController {
  @Get()
  all() {
    return now();
  }

  @Get('but-one')
  @Priority('deferrable')
  butOne() {
    return now();
  }
}

@Controller('internal/things')
class InternalController {
  @Get()
  things() {
    return now();
  }
}

class SpecModule {}

describe('how urgent a request is', () => {
  let service: RunningService;
  beforeAll(async () => {
    const controllers = [SaidController, AllController, InternalController];
    const module = () => ({ module: SpecModule, controllers });
    service = await startService({ name: 'urgent', config: TinyConfig, module }, tinySettings);
  });
  afterAll(() => service.stop());

  const ask = async (path: string, headers: Record<string, string> = {}) =>
    (await (await fetch(`${service.url}/${path}`, { headers })).json()) as {
      priority: string;
      hasDeadline: boolean;
    };

  it.each([
    ['said/none', 'normal'],
    ['said/later', 'deferrable'],
    ['all', 'critical'],
    ['all/but-one', 'deferrable'],
    ['internal/things', 'normal'],
  ])('is said by its route, or by its controller: %s is %s', async (path, priority) => {
    expect((await ask(path)).priority).toBe(priority);
  });

  it('stands beside what else a route says', async () => {
    const post = (body: string) =>
      fetch(`${service.url}/said/small`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
    expect(await (await post('{}')).json()).toMatchObject({ priority: 'critical' });
    expect((await post(JSON.stringify({ text: 'x'.repeat(30) }))).status).toBe(413);
  });

  it('is as its caller says, with the time that is left, between services and nowhere else', async () => {
    const told = { 'x-tandem-priority': 'critical', 'x-tandem-deadline': '60000' };
    expect(await ask('internal/things', told)).toMatchObject({
      priority: 'critical',
      hasDeadline: true,
    });
    expect(await ask('said/none', told)).toMatchObject({ priority: 'normal', hasDeadline: false });
    const odd = { 'x-tandem-priority': 'royal', 'x-tandem-deadline': '-5' };
    expect(await ask('internal/things', odd)).toMatchObject({
      priority: 'normal',
      hasDeadline: false,
    });
  });

  it('does not matter when no time is left: nothing is begun', async () => {
    const headers = { 'x-tandem-priority': 'critical', 'x-tandem-deadline': '0' };
    const answer = await fetch(`${service.url}/internal/things`, { headers });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      503,
      'overloaded',
    ]);
  });
});
