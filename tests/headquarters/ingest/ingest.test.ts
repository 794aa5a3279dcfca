import type { DeadLettersAnswer, HealthAnswer, TotalsAnswer } from '@pingan/headquarters/web/answers';
import { topics } from '@pingan/protocol/topics';
import type { Cell } from '@pingan/protocol/tally';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningHeadquarters, eventually } from '../running-headquarters.ts';
import { SpeakingBus, anchor, epochRecord, fact, newEpoch, service, shard } from '../speaking-bus.ts';

let headquarters: RunningHeadquarters;
let nextBus = 0;
beforeAll(async () => {
  headquarters = await RunningHeadquarters.start();
});
afterAll(() => headquarters.end());

async function newBus(): Promise<SpeakingBus> {
  nextBus += 1;
  return SpeakingBus.connect(headquarters.broker, `bus-${nextBus}`);
}

async function metrics(bus: SpeakingBus): Promise<TotalsAnswer['metrics']> {
  return (await headquarters.ask<TotalsAnswer>(`totals?bus=${bus.name}`)).metrics;
}

const doors = (n: number): Cell[] => [[0, 3, 'front', 'door.in', '', n]];

describe('ingest', () => {
  test('stores a shard and answers with the revision it stored', async () => {
    const bus = await newBus();
    const epoch = newEpoch();
    const cells: Cell[] = [...doors(41), [0, null, 'left', 'story.choice', 'fake-police/hotel/hang-up', 7]];
    const [receipt] = await bus.deliver(shard(bus.name, epoch, cells));
    expect(receipt).toEqual({ kind: 'shard', id: `${epoch}/0/0`, rev: 48, outcome: 'stored' });
    expect(await metrics(bus)).toEqual({
      'door.in': { '': 41 },
      'story.choice': { 'fake-police/hotel/hang-up': 7 },
    });
    await bus.leave();
  });

  test('has committed what a receipt confirms', async () => {
    const bus = await newBus();
    const epoch = newEpoch();
    let seen: unknown;
    bus.client.on('message', () => {
      seen ??= headquarters.query(
        'select n from cell join moment on moment.id = moment_id join segment s on s.id = segment_id join epoch e on e.id = s.epoch_id where e.code = ?',
        epoch,
      );
    });
    await bus.deliver(shard(bus.name, epoch, doors(5)));
    expect(seen).toEqual([{ n: 5 }]);
    await bus.leave();
  });

  test('counts a shard once however often and in whatever order its revisions come', async () => {
    const bus = await newBus();
    const epoch = newEpoch();
    const receipts = await bus.deliver(
      shard(bus.name, epoch, doors(9)),
      shard(bus.name, epoch, doors(4)),
      shard(bus.name, epoch, doors(9)),
    );
    expect(receipts.map(({ rev, outcome }) => [rev, outcome])).toEqual([
      [9, 'stored'],
      [4, 'stored'],
      [9, 'stored'],
    ]);
    expect(await metrics(bus)).toEqual({ 'door.in': { '': 9 } });
    await bus.leave();
  });

  test('adds up epochs, shards and buses that never met', async () => {
    const [one, two] = [await newBus(), await newBus()];
    await one.deliver(shard(one.name, newEpoch(), doors(2)), shard(one.name, newEpoch(), doors(3)));
    await two.deliver(shard(two.name, newEpoch(), doors(10)));
    expect(await metrics(one)).toEqual({ 'door.in': { '': 5 } });
    const all = await headquarters.ask<TotalsAnswer>('totals');
    expect(all.metrics['door.in']?.['']).toBeGreaterThanOrEqual(15);
    await one.leave();
    await two.leave();
  });

  test.each([
    [
      'an unknown version',
      (bus: string) => ({ ...shard(bus, newEpoch(), doors(1)), v: 2 }),
      'version 2 is not understood',
    ],
    [
      'a body that does not fit',
      (bus: string) => ({ ...shard(bus, newEpoch(), doors(1)), body: { epoch: 'x' } }),
      'body',
    ],
    [
      'an unknown kind',
      (bus: string) => ({ v: 1, bus, kind: 'opinion', id: 'o/1', rev: 1, body: {} }),
      'kind',
    ],
    [
      'a record of another bus',
      () => shard('bus-of-others', newEpoch(), doors(1)),
      'claims to come from bus-of-others',
    ],
    [
      'a cell of a segment nobody defined',
      (bus: string) => shard(bus, newEpoch(), [[7, 0, null, 'door.in', '', 1]]),
      'segment 7',
    ],
    [
      'a count that no bus can reach',
      (bus: string) => shard(bus, newEpoch(), doors(2 ** 50)),
      'more than a bus can count',
    ],
  ])('keeps %s as a dead letter and says why it is rejected', async (_, make, why) => {
    const bus = await newBus();
    const message = make(bus.name);
    await bus.say(JSON.stringify(message));
    await bus.received(1);
    expect(bus.receipts[0]).toMatchObject({
      kind: message.kind,
      id: message.id,
      rev: message.rev,
      outcome: 'rejected',
    });
    expect(bus.receipts[0]?.why).toContain(why);
    const { deadLetters } = await headquarters.ask<DeadLettersAnswer>('dead-letters');
    const letter = deadLetters.find((one) => one.bus === bus.name);
    expect(letter).toMatchObject({ kind: message.kind, record: message.id, times: 1 });
    expect(letter?.why).toContain(why);
    expect(await metrics(bus)).toEqual({});
    await bus.leave();
  });

  test('keeps what has no legible address as a dead letter, warns, and goes on', async () => {
    const bus = await newBus();
    await bus.say('{"half a message');
    await bus.say('{"half a message');
    await bus.deliver(shard(bus.name, newEpoch(), doors(1)));
    expect(bus.receipts).toHaveLength(1);
    const { deadLetters } = await headquarters.ask<DeadLettersAnswer>('dead-letters');
    expect(deadLetters.find((one) => one.bus === bus.name)).toMatchObject({
      why: 'not JSON',
      kind: null,
      times: 2,
    });
    expect(headquarters.log.lines).toContain(`warn refused a message of ${bus.name}: not JSON`);
    await bus.leave();
  });

  test('refuses a segment that says something else than before, and keeps the first', async () => {
    const bus = await newBus();
    const epoch = newEpoch();
    await bus.deliver(shard(bus.name, epoch, doors(3)));
    const [receipt] = await bus.deliver(
      shard(bus.name, epoch, doors(8), { segments: [{ ...service, purpose: 'training' }] }),
    );
    expect(receipt).toMatchObject({ outcome: 'rejected' });
    expect(receipt?.why).toContain('segment 0');
    expect(receipt?.why).toContain('already known as service at no stop');
    expect(await metrics(bus)).toEqual({ 'door.in': { '': 3 } });
    await bus.leave();
  });

  test('keeps two purposes of one epoch apart', async () => {
    const bus = await newBus();
    const segments = [service, { id: 1, stop: 'east-market', purpose: 'training' as const, start: 10 }];
    await bus.deliver(
      shard(bus.name, newEpoch(), [...doors(2), [1, 3, 'front', 'door.in', '', 5]], { segments }),
    );
    expect(await metrics(bus)).toEqual({ 'door.in': { '': 2 } });
    const training = await headquarters.ask<TotalsAnswer>(`totals?bus=${bus.name}&purpose=training`);
    expect(training.metrics).toEqual({ 'door.in': { '': 5 } });
    await bus.leave();
  });

  test('takes anchors, facts and epochs again without a change, and refuses them with another content', async () => {
    const bus = await newBus();
    const epoch = newEpoch();
    const records = [
      epochRecord(bus.name, epoch, 1),
      anchor(bus.name, epoch, 5, 1_700_000_000_000),
      fact(bus.name, `${epoch}/1`, {
        fact: 'opened',
        epoch,
        monotonic: 5,
        stop: 'east-market',
        purpose: 'service',
      }),
    ];
    const again = await bus.deliver(...records, ...records);
    expect(again.map((receipt) => receipt.outcome)).toEqual(Array(6).fill('stored'));
    const changed = await bus.deliver(
      epochRecord(bus.name, epoch, 2),
      { ...anchor(bus.name, epoch, 5, 1_800_000_000_000) },
      fact(bus.name, `${epoch}/1`, { fact: 'closed', epoch, monotonic: 5, stop: 'east-market' }),
    );
    expect(changed.map((receipt) => receipt.outcome)).toEqual(['rejected', 'rejected', 'rejected']);
    await bus.leave();
  });

  test('keeps a fact whose name it does not know', async () => {
    const bus = await newBus();
    const epoch = newEpoch();
    const [receipt] = await bus.deliver(
      fact(bus.name, `${epoch}/1`, { fact: 'roof-raised', epoch, monotonic: 1, stop: null }),
    );
    expect(receipt?.outcome).toBe('stored');
    expect(headquarters.query("select fact from fact where fact = 'roof-raised'")).toHaveLength(1);
    await bus.leave();
  });

  test('takes a message of 64 KB and cuts off a client that sends far more', async () => {
    const bus = await newBus();
    const cells = Array.from({ length: 900 }, (_, i): Cell => [
      0,
      i,
      'front-door-of-the-long-bus',
      'door.in',
      'x'.repeat(10),
      1,
    ]);
    const big = shard(bus.name, newEpoch(), cells);
    expect(JSON.stringify(big).length).toBeGreaterThan(48_000);
    expect((await bus.deliver(big))[0]?.outcome).toBe('stored');
    const cut = new Promise<void>((done) => bus.client.once('close', () => done()));
    bus.client.publish(topics.records(bus.name), 'y'.repeat(1_000_000), { qos: 1 });
    await cut;
    await eventually(
      () => headquarters.log.lines,
      (lines) => lines.some((line) => line.includes('in one packet')),
    );
    bus.client.end(true);
  });

  test('gives no receipt while the database fails, says so, and stores what is sent again', async () => {
    const bus = await newBus();
    const record = shard(bus.name, newEpoch(), doors(6));
    const file = new (await import('libsql')).default(headquarters.databaseFile);
    file.exec('alter table cell rename to cell_away');
    await bus.say(record);
    await eventually(
      () => headquarters.ask<HealthAnswer>('health'),
      (health) => health.database.state === 'failing' && health.ingest.unanswered > 0,
    );
    expect(bus.receipts).toHaveLength(0);
    expect(headquarters.log.lines.some((line) => line.startsWith('error 1 messages were not stored'))).toBe(
      true,
    );
    file.exec('alter table cell_away rename to cell');
    file.close();
    await bus.deliver(record);
    expect(await metrics(bus)).toEqual({ 'door.in': { '': 6 } });
    expect((await headquarters.ask<HealthAnswer>('health')).status).toBe('good');
    await bus.leave();
  });

  test('does not let one message that the database refuses hold up the others', async () => {
    const [good, bad] = [await newBus(), await newBus()];
    const file = new (await import('libsql')).default(headquarters.databaseFile);
    file.exec(
      `create trigger no_bad before insert on bus when new.name = '${bad.name}' begin select raise(abort, 'no'); end`,
    );
    await Promise.all([
      bad.say(shard(bad.name, newEpoch(), doors(1))),
      good.say(shard(good.name, newEpoch(), doors(2))),
    ]);
    await good.received(1);
    expect(bad.receipts).toHaveLength(0);
    file.exec('drop trigger no_bad');
    file.close();
    await bad.deliver(shard(bad.name, newEpoch(), doors(1)));
    await Promise.all([good.leave(), bad.leave()]);
  });
});
