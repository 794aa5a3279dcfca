import { recordsToCarry } from '@pingan/firmware-bridge/carry/records-to-carry';
import type { BusRecord } from '@pingan/protocol/records';
import { isSignedBy, splitCarryFile } from '@pingan/protocol/carry/seal';
import { describe, expect, test } from 'vitest';
import { answerTo, keysOfBothSides } from '../../protocol/carry/carried.ts';
import { keepLog } from '../store/kept-log.ts';
import { freshBench, MARKET, recordsOf, visit } from '../store/ledger-on-fragile-disk.ts';
import { CarryingBus, contentOf } from './a-bus.ts';

const keys = keysOfBothSides();

describe('taking away', () => {
  test('writes every record that waits, as it would travel by MQTT, signed by the bus', async () => {
    const ledger = await freshBench().open();
    await ledger.openStop(MARKET, 'service');
    visit(ledger);
    await ledger.flush();
    const { name, bytes, records, left } = await new CarryingBus(ledger, keys).take();
    expect(name).toMatch(/^pingan-bus-17-2026-11-26-[0-9a-f]{16}\.carry$/);
    expect(isSignedBy(splitCarryFile(bytes), keys.bus.publicKey)).toBe(true);
    const content = await contentOf(bytes, keys);
    expect(content.records.map((text) => JSON.parse(text) as BusRecord)).toEqual(recordsOf(ledger));
    expect(content.answerTo).toBe(answerTo(keys));
    expect({ records, left }).toEqual({ records: content.records.length, left: 0 });
    await ledger.stop();
  });

  test('changes nothing: what was taken away still waits for a receipt', async () => {
    const ledger = await freshBench().open();
    visit(ledger);
    await ledger.flush();
    const before = ledger.outbox.unconfirmed();
    await new CarryingBus(ledger, keys).take();
    expect(ledger.outbox.unconfirmed()).toEqual(before);
    await ledger.stop();
  });

  test('says nothing of a time it does not know', async () => {
    const ledger = await freshBench().open();
    const { name, bytes } = await new CarryingBus(ledger, keys).take(null);
    expect(name).toMatch(/^pingan-bus-17-undated-/);
    expect(splitCarryFile(bytes).head.written).toBeNull();
    await ledger.stop();
  });
});

const fact = (id: string, words = ''): BusRecord => ({
  ...{ v: 1, bus: 'bus-17', kind: 'fact', id, rev: 1 },
  body: { fact: 'weather', epoch: '00'.repeat(8), monotonic: 0, stop: null, detail: { words } },
});

function outboxOf(records: BusRecord[]) {
  return {
    unconfirmed: () => records,
    record: (item: { id: string }) => {
      const found = records.find(({ id }) => id === item.id);
      if (found === undefined) throw new Error(`no ${item.id}`);
      return found;
    },
  };
}
const most = { records: 100, bytes: 1_000_000 };

describe('records to carry', () => {
  test('are the newest where not all fit, and the number left behind is said', async () => {
    const outbox = outboxOf(['newest', 'newer', 'old', 'oldest'].map((id) => fact(id)));
    const { records, left } = await recordsToCarry(outbox, keepLog(), { ...most, records: 3 });
    expect(records.map((text) => (JSON.parse(text) as BusRecord).id)).toEqual(['newest', 'newer', 'old']);
    expect(left).toBe(1);
    const small = { ...most, bytes: 2.5 * JSON.stringify(JSON.stringify(fact('newest'))).length };
    expect(await recordsToCarry(outbox, keepLog(), small)).toMatchObject({ left: 2 });
  });

  test('leave out one that headquarters could never take, and no other because of it', async () => {
    const log = keepLog();
    const outbox = outboxOf([fact('a'), fact('huge', 'x'.repeat(70_000)), fact('b')]);
    const { records, left } = await recordsToCarry(outbox, log, most);
    expect(records.map((text) => (JSON.parse(text) as BusRecord).id)).toEqual(['a', 'b']);
    expect(left).toBe(1);
    expect(log.lines.map(({ level }) => level)).toEqual(['error']);
  });

  test('leave out what was receipted by MQTT while the file was being made', async () => {
    const all = Array.from({ length: 60 }, (_, n) => fact(`fact-${n}`));
    let waiting = [...all];
    const outbox = {
      unconfirmed: () => waiting,
      record: (item: { id: string }) => outboxOf(waiting).record(item),
    };
    const reading = recordsToCarry(outbox, keepLog(), most);
    waiting = all.slice(0, 55);
    expect(await reading).toMatchObject({ records: { length: 55 }, left: 0 });
  });

  test('do not hide a record that waits and cannot be read', async () => {
    const outbox = {
      unconfirmed: () => [fact('a')],
      record: () => {
        throw new Error('unreadable');
      },
    };
    await expect(recordsToCarry(outbox, keepLog(), most)).rejects.toThrow('unreadable');
  });
});
