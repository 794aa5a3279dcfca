import type { CarriedAnswer } from '@pingan/protocol/carry-file';
import { CarryFault } from '@pingan/protocol/carry/carry-fault';
import type { CarryNote } from '@pingan/protocol/carry/seal';
import type { Receipt } from '@pingan/protocol/receipts';
import { describe, expect, test } from 'vitest';
import { answerFile, busFile, keysOfBothSides } from '../../protocol/carry/carried.ts';
import { freshBench, visit } from '../store/ledger-on-fragile-disk.ts';
import { CarryingBus } from './a-bus.ts';

const keys = keysOfBothSides();
const foreign = keysOfBothSides();

async function busWithOneVisit(): Promise<CarryingBus> {
  const ledger = await freshBench().open();
  visit(ledger);
  await ledger.flush();
  return new CarryingBus(ledger, keys);
}

const EMPTY: CarriedAnswer = { receipts: [], schedule: null, crew: null, warnings: null };
const messageOf = (receipts: Receipt[], bus = 'bus-17') => [{ v: 1 as const, bus, receipts }];
const storedOf = ({ ledger }: CarryingBus): Receipt[] =>
  ledger.outbox.unconfirmed().map((item) => ({ ...item, outcome: 'stored' }));
const answer = (content: Partial<CarriedAnswer>, note: Partial<CarryNote> = {}, by = keys) =>
  answerFile(by, { ...EMPTY, ...content }, note);
const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => 'taken',
    (problem: unknown) => (problem instanceof CarryFault ? problem.fault : String(problem)),
  );

describe('bringing back', () => {
  test('confirms what headquarters has stored; the next file is empty', async () => {
    const bus = await busWithOneVisit();
    const receipts = storedOf(bus);
    const brought = await bus.bring(await answer({ receipts: messageOf(receipts) }));
    expect(brought).toMatchObject({ again: false, waiting: 0 });
    expect(brought.receipts).toEqual({ confirmed: receipts.length, refused: 0 });
    expect((await bus.take()).records).toBe(0);
    await bus.ledger.stop();
  });

  test('changes nothing the second time, and says that it was read before', async () => {
    const bus = await busWithOneVisit();
    const file = await answer({ receipts: messageOf(storedOf(bus)) });
    await bus.bring(file);
    expect(await bus.bring(file)).toMatchObject({ again: true, waiting: 0 });
    await bus.ledger.stop();
  });

  test('lets what was counted since the file was taken away wait for its own receipt', async () => {
    const bus = await busWithOneVisit();
    const receipts = storedOf(bus);
    visit(bus.ledger);
    await bus.ledger.flush();
    expect(await bus.bring(await answer({ receipts: messageOf(receipts) }))).toMatchObject({ waiting: 1 });
    await bus.ledger.stop();
  });

  test('tells how many records headquarters refused, and carries them no more', async () => {
    const bus = await busWithOneVisit();
    const refused = storedOf(bus).map((each) => ({ ...each, outcome: 'rejected' as const, why: 'no' }));
    const brought = await bus.bring(await answer({ receipts: messageOf(refused) }));
    expect(brought.receipts).toEqual({ confirmed: 0, refused: refused.length });
    expect((await bus.take()).records).toBe(0);
    await bus.ledger.stop();
  });

  test('takes receipts however old the file is: what headquarters has stored stays stored', async () => {
    const bus = await busWithOneVisit();
    const years = await answer({ receipts: messageOf(storedOf(bus)) }, { written: 1_500_000_000_000 });
    expect(await bus.bring(years)).toMatchObject({ written: 1_500_000_000_000, waiting: 0 });
    await bus.ledger.stop();
  });

  test('hands schedule, crew and warnings to whoever keeps them', async () => {
    const bus = await busWithOneVisit();
    const taken: unknown[] = [];
    const take = (each: unknown) => Promise.resolve((taken.push(each), 'taken' as const));
    bus.takers = { schedule: take, crew: () => Promise.resolve('older'), warnings: take };
    const schedule = { v: 1 as const, bus: 'bus-17', revision: 3, stops: [] };
    const crew = { v: 1 as const, bus: 'bus-17', revision: 2, members: [], codes: [] };
    const warnings = { version: 1 as const, warnings: [] };
    const brought = await bus.bring(await answer({ schedule, crew, warnings }));
    expect(brought).toMatchObject({ schedule: 'taken', crew: 'older', warnings: 'taken' });
    expect(taken).toEqual([schedule, warnings]);
    await bus.ledger.stop();
  });

  test('keeps newer warnings when an older answer comes after a newer one', async () => {
    const bus = await busWithOneVisit();
    bus.takers = { warnings: () => Promise.resolve('taken') };
    const warnings = { version: 1 as const, warnings: [] };
    const [old, fresh] = [{ id: '0'.repeat(16), written: 1_000 }, { written: 2_000 }];
    expect(await bus.bring(await answer({ warnings }, fresh))).toMatchObject({ warnings: 'taken' });
    expect(await bus.bring(await answer({ warnings }, old))).toMatchObject({ warnings: 'older' });
    await bus.ledger.stop();
  });

  test.each([
    ['another bus', () => answer({}, { bus: 'bus-18' }), 'wrong-bus'],
    ['another bus inside', () => answer({ receipts: messageOf([], 'bus-18') }), 'unreadable'],
    [
      'somebody else’s signature',
      () => answer({}, {}, { ...keys, signing: foreign.signing }),
      'bad-signature',
    ],
    ['the bus itself', () => busFile(keys, []), 'wrong-direction'],
    [
      'headquarters, to the card before this one',
      () => answer({}, {}, { ...keys, answers: foreign.answers }),
      'not-for-us',
    ],
    ['headquarters, cut short', async () => (await answer({})).subarray(0, -7), 'cut-short'],
    ['nobody', () => Promise.resolve(Buffer.from('holiday photographs\n')), 'not-ours'],
  ])('refuses a file of %s and changes nothing', async (_, file, fault) => {
    const bus = await busWithOneVisit();
    const before = bus.ledger.outbox.unconfirmed();
    expect(await faultOf(bus.bring(await file()))).toBe(fault);
    expect(bus.ledger.outbox.unconfirmed()).toEqual(before);
    expect(bus.remembered).toBeNull();
    await bus.ledger.stop();
  });
});
