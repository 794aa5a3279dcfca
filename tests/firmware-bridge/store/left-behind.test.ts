import { DirectoryInUse } from '@pingan/firmware-bridge/store/directory-lock';
import { leftBehind } from '@pingan/firmware-bridge/store/left-behind';
import { describe, expect, test } from 'vitest';
import { keepLog } from './kept-log.ts';
import { confirmAll, freshBench, type LedgerBench, recordsOf, visit } from './ledger-on-fragile-disk.ts';

const place = (bench: LedgerBench, fileSystem = bench.disk.mount()) => ({
  ...{ directory: '/data/bus-17', bus: 'bus-17', software: '1.0' },
  ...{ fileSystem, log: keepLog() },
});

describe('what a stopped bus left behind', () => {
  test('is every record that waits, the same as the bus itself would send; no epoch begins', async () => {
    const bench = freshBench();
    let ledger = await bench.open();
    visit(ledger);
    await ledger.flush();
    await confirmAll(ledger);
    visit(ledger);
    await ledger.stop();
    ledger = await bench.open();
    visit(ledger);
    await ledger.stop();
    const waiting = recordsOf(ledger);
    const files = bench.disk.files('/data');

    const { outbox, release } = await leftBehind(place(bench));
    expect(outbox.unconfirmed().map((item) => outbox.record(item))).toEqual(waiting);
    await release();
    expect(bench.disk.files('/data')).toEqual(files);
  });

  test('is for nobody while the bus runs', async () => {
    const bench = freshBench();
    const fileSystem = bench.disk.mount();
    const ledger = await bench.open({ fileSystem });
    await expect(leftBehind(place(bench, fileSystem))).rejects.toThrow(DirectoryInUse);
    await ledger.stop();
  });
});
