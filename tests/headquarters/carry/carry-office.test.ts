import { CarriedAnswer } from '@pingan/protocol/carry-file';
import type { CarryRead, CarryRefused } from '@pingan/protocol/carry-report';
import { isSignedBy, openCarryFile, sealCarryFile, splitCarryFile } from '@pingan/protocol/carry/seal';
import type { BusRecord } from '@pingan/protocol/records';
import type { CarryReadingsAnswer, DeadLettersAnswer, TotalsAnswer } from '@pingan/headquarters/web/answers';
import Libsql from 'libsql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerTo, busFile, keysOfBothSides, type Keys, NOTE } from '../../protocol/carry/carried.ts';
import { RunningHeadquarters } from '../running-headquarters.ts';
import { rehearsalBus } from './rehearsal-bus.ts';
import { SpeakingBus, anchor, epochRecord, fact, newEpoch, proposalRecord, shard } from '../speaking-bus.ts';

let headquarters: RunningHeadquarters;
let nextBus = 0;
beforeAll(async () => {
  headquarters = await RunningHeadquarters.start();
});
afterAll(() => headquarters.end());

async function newBus(): Promise<{ bus: string; keys: Keys }> {
  nextBus += 1;
  const bus = `carried-${nextBus}`;
  return { bus, keys: await rehearsalBus(headquarters, bus) };
}

function post(bytes: Buffer, type = 'application/octet-stream'): Promise<Response> {
  return fetch(`${headquarters.web}/api/v1/carry`, {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: { 'content-type': type },
  });
}

async function read(bytes: Buffer): Promise<CarryRead> {
  const answer = await post(bytes);
  expect(answer.status).toBe(200);
  return (await answer.json()) as CarryRead;
}

async function faultOf(bytes: Buffer): Promise<string> {
  const answer = await post(bytes);
  expect(answer.status).toBe(422);
  return ((await answer.json()) as CarryRefused).fault;
}

const texts = (records: BusRecord[]) => records.map((record) => JSON.stringify(record));
const doors = (bus: string, epoch: string, n: number) =>
  shard(bus, epoch, [[0, 3, 'front', 'door.in', '', n]]);

/** A new stop, as an officer on the bus plans it. */
function edit(bus: string, epoch: string, id: string): BusRecord {
  const name = { zh: '演练集市', en: 'practice market' };
  const place = { name, village: 'market', county: null, address: null, position: null };
  const set = { place, when: { date: '2026-11-26', from: null, to: null } };
  const author = { id: 'officer', name: '演练员' };
  const proposal = { id, stop: `stop-${id.slice(0, 4)}`, author, at: null, base: {}, set };
  return proposalRecord(bus, epoch, proposal);
}

async function visits(bus: string): Promise<number> {
  const { metrics } = await headquarters.ask<TotalsAnswer>(`totals?bus=${bus}`);
  return metrics['door.in']?.[''] ?? 0;
}

/** What the bus finds in the answer. */
async function opened({ answer }: CarryRead, keys: Keys): Promise<CarriedAnswer> {
  const file = splitCarryFile(Buffer.from(answer.text));
  expect(isSignedBy(file, keys.signing.publicKey)).toBe(true);
  return openCarryFile(file, keys.answers.privateKey, CarriedAnswer);
}

/** Said also where there are none: what the bus still shows is to go. */
const NO_WARNINGS = { version: 1, warnings: [] };

describe('a file that headquarters reads', () => {
  test('is stored like what comes by MQTT, and answered with receipts that only the bus can open', async () => {
    const { bus, keys } = await newBus();
    const epoch = newEpoch();
    const records = [epochRecord(bus, epoch, 1), anchor(bus, epoch, 0, Date.now()), doors(bus, epoch, 41)];
    const report = await read(await busFile(keys, texts(records), { bus }));
    expect(report).toMatchObject({ bus, written: NOTE.written, before: null, stored: 3, known: 0 });
    expect(report.answer.name).toMatch(new RegExp(`^pingan-answer-${bus}-\\d{4}-\\d\\d-\\d\\d-[0-9a-f]{16}`));
    expect(await visits(bus)).toBe(41);
    const { receipts } = await opened(report, keys);
    expect(receipts.flatMap((message) => message.receipts)).toEqual(
      records.map(({ kind, id, rev }) => ({ kind, id, rev, outcome: 'stored' })),
    );
  });

  test('counts nothing twice, is answered again, and says when it was read before', async () => {
    const { bus, keys } = await newBus();
    const epoch = newEpoch();
    const file = await busFile(keys, texts([epochRecord(bus, epoch, 1), doors(bus, epoch, 5)]), { bus });
    await read(file);
    const again = await read(file);
    expect(again).toMatchObject({ stored: 0, known: 2, answer: { receipts: 2 } });
    expect(again.before).toBeGreaterThan(0);
    expect(await visits(bus)).toBe(5);
    const { readings } = await headquarters.ask<CarryReadingsAnswer>('carry');
    expect(readings.slice(0, 2)).toMatchObject([
      { bus, stored: 0, known: 2, readBy: 'rehearsal' },
      { bus, stored: 2, known: 0 },
    ]);
  });

  test('tells an edit that was read before from a new one', async () => {
    const { bus, keys } = await newBus();
    const epoch = newEpoch();
    const first = edit(bus, epoch, 'a'.repeat(16));
    const file = (...edits: BusRecord[]) => busFile(keys, texts(edits), { bus });
    expect(await read(await file(first))).toMatchObject({ stored: 1, known: 0 });
    const second = edit(bus, epoch, 'b'.repeat(16));
    expect(await read(await file(first, second))).toMatchObject({ stored: 1, known: 1 });
  });

  test('changes nothing where the same records came by MQTT, before or after', async () => {
    const { bus, keys } = await newBus();
    const epoch = newEpoch();
    const wire = await SpeakingBus.connect(headquarters.broker, bus);
    const said = fact(bus, `${epoch}/1`, { fact: 'opened', epoch, monotonic: 4, stop: 'market' });
    await wire.deliver(doors(bus, epoch, 7), said);
    const carried = [
      doors(bus, epoch, 9),
      doors(bus, epoch, 4),
      said,
      anchor(bus, epoch, 0, 1_795_000_000_000),
    ];
    expect(await read(await busFile(keys, texts(carried), { bus }))).toMatchObject({ stored: 2, known: 2 });
    expect(await visits(bus)).toBe(9);
    const receipts = await wire.deliver(...carried);
    expect(receipts.every(({ outcome }) => outcome === 'stored')).toBe(true);
    expect(await visits(bus)).toBe(9);
    await wire.leave();
  });

  test('is stored in the same batches however many records it holds', async () => {
    const { bus, keys } = await newBus();
    const records = Array.from({ length: 350 }, () => doors(bus, newEpoch(), 2));
    const report = await read(await busFile(keys, texts(records), { bus }));
    expect(report).toMatchObject({ stored: 350, known: 0, rejected: [], answer: { receipts: 350 } });
    expect(await visits(bus)).toBe(700);
    expect((await opened(report, keys)).receipts.map(({ receipts }) => receipts.length)).toEqual([200, 150]);
  });

  test('has its bad records refused in words, as dead letters, and the good ones stored', async () => {
    const { bus, keys } = await newBus();
    const epoch = newEpoch();
    const contradicting = shard(bus, epoch, [[0, 3, 'front', 'door.in', '', 8]], {
      segments: [{ id: 0, stop: 'elsewhere', purpose: 'service', start: 0 }],
    });
    const foreign = doors('carried-elsewhere', epoch, 99);
    const records = [...texts([doors(bus, epoch, 3), contradicting, foreign]), 'no JSON at all'];
    const report = await read(await busFile(keys, records, { bus }));
    expect(report.stored).toBe(1);
    expect(report.rejected.map(({ why }) => why).join('\n')).toMatch(
      /claims to come from carried-elsewhere[^]*segment 0 of epoch[^]*not JSON/,
    );
    expect(await visits(bus)).toBe(3);
    expect(await visits('carried-elsewhere')).toBe(0);
    const { deadLetters } = await headquarters.ask<DeadLettersAnswer>('dead-letters');
    expect(deadLetters.filter((letter) => letter.bus === bus)).toHaveLength(3);
    const outcomes = (await opened(report, keys)).receipts.flatMap(({ receipts }) => receipts);
    expect(outcomes.filter(({ outcome }) => outcome === 'rejected')).toHaveLength(2);
  });

  test('may hold nothing at all: then it asks for schedule, crew and warnings', async () => {
    const { bus, keys } = await newBus();
    const report = await read(await busFile(keys, [], { bus, written: null }));
    expect(report).toMatchObject({ written: null, stored: 0, answer: { receipts: 0 } });
    // A bus that nobody has planned for yet; that nothing is to be warned of is news too.
    expect(await opened(report, keys)).toEqual({
      receipts: [],
      schedule: null,
      crew: null,
      warnings: NO_WARNINGS,
    });
  });

  test('is taken however old it is: its records are as true as they were', async () => {
    const { bus, keys } = await newBus();
    const years = await busFile(keys, texts([doors(bus, newEpoch(), 6)]), {
      bus,
      written: 1_400_000_000_000,
    });
    expect(await read(years)).toMatchObject({ written: 1_400_000_000_000, stored: 1 });
  });
});

describe('a file that headquarters refuses', () => {
  test('changes nothing, wherever it is cut and whichever bit is flipped', async () => {
    const { bus, keys } = await newBus();
    const file = await busFile(keys, texts([doors(bus, newEpoch(), 6)]), { bus });
    const letters = await headquarters.ask<DeadLettersAnswer>('dead-letters');
    for (let at = 0; at < file.length; at += 37) {
      expect(await faultOf(file.subarray(0, at))).toBe('cut-short');
      const flipped = Buffer.from(file);
      flipped[at] = flipped[at]! ^ 1;
      await faultOf(flipped);
    }
    expect(await visits(bus)).toBe(0);
    expect(await headquarters.ask<DeadLettersAnswer>('dead-letters')).toEqual(letters);
    expect(await read(file)).toMatchObject({ stored: 1, before: null });
  });

  test('is one that another bus signed', async () => {
    const [one, two] = [await newBus(), await newBus()];
    const forged = await busFile(two.keys, texts([doors(one.bus, newEpoch(), 6)]), { bus: one.bus });
    expect(await faultOf(forged)).toBe('bad-signature');
    expect(await visits(one.bus)).toBe(0);
  });

  test('is one of a bus that it does not know', async () => {
    const { keys } = await newBus();
    expect(await faultOf(await busFile(keys, [], { bus: 'never-enrolled' }))).toBe('unknown-bus');
  });

  test('is its own answer, which belongs to the bus', async () => {
    const { bus, keys } = await newBus();
    const { answer } = await read(await busFile(keys, [], { bus }));
    expect(await faultOf(Buffer.from(answer.text))).toBe('wrong-direction');
  });

  test('is one sealed for another headquarters', async () => {
    const { bus, keys } = await newBus();
    const elsewhere = { ...keys, sealing: keysOfBothSides().sealing };
    expect(await faultOf(await busFile(elsewhere, [], { bus }))).toBe('not-for-us');
  });

  test('is one that names no key to answer to', async () => {
    const { bus, keys } = await newBus();
    const sealing = { sealTo: keys.sealing.publicKey, signWith: keys.bus.privateKey };
    const wrongKey = keys.bus.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    for (const key of ['', wrongKey, answerTo(keys).slice(4)]) {
      const content = { answerTo: key, records: [] };
      expect(await faultOf(await sealCarryFile({ note: { ...NOTE, bus }, content, ...sealing }))).toBe(
        'unreadable',
      );
    }
  });

  test('is one that a form of another site could have sent', async () => {
    const { bus, keys } = await newBus();
    const answer = await post(await busFile(keys, [], { bus }), 'text/plain');
    expect(answer.status).toBe(422);
  });

  test('is any file while the database fails; the same file is good afterwards', async () => {
    const { bus, keys } = await newBus();
    const bytes = await busFile(keys, texts([doors(bus, newEpoch(), 6), doors(bus, newEpoch(), 1)]), { bus });
    const file = new Libsql(headquarters.databaseFile);
    for (const table of ['cell', 'shard', 'carried_file']) {
      file.exec(`alter table ${table} rename to away`);
      const answer = await post(bytes);
      expect(answer.status).toBe(503);
      expect(((await answer.json()) as CarryRefused).fault).toBe('not-stored');
      file.exec(`alter table away rename to ${table}`);
    }
    file.close();
    expect(await visits(bus)).toBe(0);
    expect(await read(bytes)).toMatchObject({ stored: 2, before: null });
    expect(await visits(bus)).toBe(7);
  });

  test('does not hold up the other records for one that the database refuses', async () => {
    const { bus, keys } = await newBus();
    const [good, bad] = [doors(bus, newEpoch(), 6), doors(bus, newEpoch(), 1)];
    const file = new Libsql(headquarters.databaseFile);
    file.exec(
      `create trigger no_bad before insert on epoch when new.code = '${bad.body.epoch}' begin select raise(abort, 'no'); end`,
    );
    const report = await read(await busFile(keys, texts([bad, good]), { bus }));
    expect(report).toMatchObject({ stored: 1, rejected: [{ kind: null, id: null }] });
    const receipted = (await opened(report, keys)).receipts.flatMap(({ receipts }) => receipts);
    expect(receipted.map(({ id }) => id)).toEqual([good.id]);
    file.exec('drop trigger no_bad');
    file.close();
  });
});
