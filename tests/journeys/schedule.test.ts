import { afterEach, describe, expect, it } from 'vitest';
import { freePort, journeyFolder, startHeadquarters, totals, until } from './halves.ts';
import { HeadquartersDesk } from './headquarters-desk.ts';
import { MobileLink } from './mobile-link.ts';
import { RehearsalBus } from './rehearsal-bus.ts';
import {
  bothAgree,
  bothShowBoth,
  changeApart,
  choose,
  placed,
  planThree,
  threeArrive,
} from './three-stops.ts';

const BUS = 'rehearsal';
const toStop: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

async function bothHalves() {
  const folder = journeyFolder();
  toStop.push(folder.remove);
  const [port, brokerPort] = [await freePort(), await freePort()];
  const half = await startHeadquarters({ data: `${folder.path}/headquarters`, port, brokerPort });
  toStop.push(() => half.kill('SIGKILL'));
  const bus = new RehearsalBus(folder);
  toStop.push(() => bus.stop('SIGKILL'));
  return { desk: new HeadquartersDesk(port, BUS), bus, brokerPort, at: `http://127.0.0.1:${port}` };
}

describe('one schedule on both sides of a bad link', () => {
  it('keeps both edits of three stops over a pulled link and kill -9, shows both values and agrees on the chosen', async () => {
    const { desk, bus, brokerPort } = await bothHalves();
    const link = await new MobileLink(brokerPort).start();
    toStop.push(() => link.stop());
    const start = () => bus.start(`mqtt://127.0.0.1:${link.port}`);
    await start();
    await until('headquarters knows the bus', () => desk.knowsBus());
    await planThree({ desk, bus });
    await threeArrive({ desk, bus });

    link.cut();
    await bus.officer.wait('status', ({ status }) => status.broker.state !== 'connected');
    await changeApart({ desk, bus }, start);

    link.mend();
    await bothShowBoth({ desk, bus });
    await choose({ desk, bus });
    await bothAgree({ desk, bus });
  });

  it('does the same by file alone, and the same records by MQTT later change nothing', async () => {
    const { desk, bus, brokerPort, at } = await bothHalves();
    const carry = async () => {
      const read = await desk.handIn(await bus.takeAway());
      expect(read.rejected).toEqual([]);
      return bus.bringBack(read.answer.text);
    };
    await bus.start();
    expect(await carry()).toMatchObject({ schedule: 'none', crew: 'none', waiting: 0 });
    await planThree({ desk, bus });
    await desk.publishWarning('carried-warning');
    expect(await carry()).toMatchObject({ schedule: 'taken', warnings: 'taken' });
    await threeArrive({ desk, bus });
    await bus.warnsOf('carried-warning');

    await changeApart({ desk, bus }, () => bus.start());
    await carry();
    await bothShowBoth({ desk, bus });
    await choose({ desk, bus });
    await carry();
    await bothAgree({ desk, bus });

    await desk.addCrew('carried-officer', '4719');
    await bus.walkIn(3);
    expect((await carry()).crew).toBe('taken');
    await bus.signIn('carried-officer', '4719');
    expect((await totals(at)).metrics['door.in']).toEqual({ '': 3 });

    // The answer to this file stays at headquarters: the link is back sooner than the stick.
    bus.command({ do: 'plan', stop: 'south-market', set: { theme: 'locks' } });
    await bus.walkIn(2, 5);
    const file = await bus.takeAway();
    const late = await desk.handIn(file);
    expect(late.stored).toBeGreaterThan(0);
    const counted = await totals(at);
    const planned = await desk.stop('south-market');
    expect(counted.metrics['door.in']).toEqual({ '': 5 });
    expect(await bus.backlog()).toBeGreaterThan(0);
    await bus.stop();
    await bus.start(`mqtt://127.0.0.1:${brokerPort}`);
    await bus.nothingToSend();
    expect(await totals(at)).toEqual(counted);
    const again = await desk.handIn(file);
    expect(again).toMatchObject({ stored: 0, known: late.stored + late.known, rejected: [] });
    expect(again.before).toBeGreaterThan(0);
    expect(await totals(at)).toEqual(counted);
    expect((await desk.stop('south-market')).plan).toEqual(planned.plan);

    await bus.signIn('carried-officer', '4719');
    expect(await bus.bringBack(late.answer.text)).toMatchObject({
      ...{ again: false, receipts: { confirmed: late.answer.receipts, refused: 0 }, warnings: 'taken' },
    });
    await bus.nothingToSend();
    await bus.stopShown('south-market', ({ plan, edits }) => plan.theme === 'locks' && edits.length === 0);
  });
});

const sum = (visits: Record<string, number>) => Object.values(visits).reduce((a, b) => a + b, 0);

describe('a day run from the panel', () => {
  it('is told at headquarters stop by stop, and gives what was counted before a late opening to the stop', async () => {
    const { desk, bus, brokerPort } = await bothHalves();
    const start = () => bus.start(`mqtt://127.0.0.1:${brokerPort}`);
    await start();
    await until('headquarters knows the bus', () => desk.knowsBus());
    for (const stop of ['morning', 'afternoon']) await desk.plan(stop, placed(stop));

    await bus.stopShown('morning', ({ plan }) => plan.place !== undefined);
    bus.command({ do: 'arrive', stop: 'morning' });
    await bus.day(({ current }) => current === 'morning');
    bus.command({ do: 'open-stop', stop: 'morning', purpose: 'rehearsal' });
    await bus.stopShown('morning', ({ phase }) => phase === 'open');
    await bus.walkIn(3);
    bus.command({ do: 'queue', queue: 'short' });
    bus.command({ do: 'fact', fact: 'weather', detail: { weather: 'rain' } });
    bus.command({ do: 'fact', fact: 'hand-count', detail: { in: 4 } });
    await bus.stopShown('morning', ({ handCount }) => handCount === 4);
    bus.command({ do: 'close-stop' });
    await bus.stopShown('morning', ({ phase }) => phase === 'closed');
    const answers = { 'reached-in-words': 3, helpers: 'enough', 'come-again': true, remark: '演练' };
    bus.command({ do: 'fact', fact: 'after-action', detail: { answers }, stop: 'morning' });
    await bus.stopShown('morning', ({ afterAction }) => afterAction);
    await until(
      'headquarters has the form',
      async () => (await desk.stop('morning')).day.afterAction !== null,
    );
    await bus.nothingToSend();

    const by = { id: 'rehearsal' };
    const { day: told, tallies } = await desk.stop('morning');
    expect(told).toMatchObject({
      ...{ arrived: { by }, opened: { by }, closed: { by } },
      ...{ queue: { detail: { queue: 'short' } }, weather: { detail: { weather: 'rain' } } },
      ...{ handCount: { detail: { in: 4 } }, afterAction: { detail: { answers } } },
    });
    expect(told.arrived!.at).toBeLessThan(told.opened!.at!);
    expect(told.opened!.at).toBeLessThan(told.closed!.at!);
    expect(tallies).toMatchObject([{ stop: 'morning', purpose: 'rehearsal', visits: 3 }]);

    // The ignition is off on the way, so that the next stop begins in a start, and in slots, of its own.
    await bus.stop();
    await start();
    bus.command({ do: 'arrive', stop: 'afternoon' });
    await bus.day(({ current }) => current === 'afternoon');
    await bus.walkIn(3);
    bus.command({ do: 'open-stop', stop: 'afternoon', purpose: 'rehearsal' });
    await bus.stopShown('afternoon', ({ phase }) => phase === 'open');
    await bus.walkIn(2);
    await until('headquarters has five more visits', async () => sum(await desk.visits()) === 8);
    expect(await desk.visits()).toEqual({ '': 3, morning: 3, afternoon: 2 });

    const { suggestions } = await bus.day((each) => each.suggestions.length > 0);
    expect(suggestions).toMatchObject([{ why: 'forgot-open', stop: 'afternoon', visits: 3 }]);
    const { id: suggestion, stop, purpose } = suggestions[0]!;
    bus.command({ do: 'amend', suggestion, stop, purpose, reason: 'opened late' });
    await bus.day((each) => each.suggestions.length === 0);
    bus.command({ do: 'close-stop' });
    await bus.stopShown('afternoon', ({ phase }) => phase === 'closed');
    await until(
      'headquarters has the closing',
      async () => (await desk.stop('afternoon')).day.closed !== null,
    );
    expect(await desk.visits()).toEqual({ morning: 3, afternoon: 5 });
    const { day: corrected, tallies: given } = await desk.stop('afternoon');
    expect(given).toMatchObject([{ purpose: 'rehearsal', visits: 5 }]);
    expect(corrected.amendments).toMatchObject([{ by, detail: { reason: 'opened late' }, replaced: false }]);
    expect(bus.officer.refusals).toEqual([]);
  });
});
