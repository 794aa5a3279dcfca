import { DataDirectoryUnusable } from '@pingan/firmware-bridge/store/data-directory';
import { DirectoryInUse } from '@pingan/firmware-bridge/store/directory-lock';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { freshBench, MARKET, ModelHeadquarters, ofKind, recordsOf, visit } from './ledger-on-fragile-disk.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('a failing disk', () => {
  it('shows once in the log and in status, loses no count while it lasts, and heals by itself', async () => {
    vi.useFakeTimers();
    const house = freshBench();
    const ledger = await house.open();
    const changes: string[] = [];
    ledger.on('changed', () => changes.push(ledger.status.state));
    house.disk.failing = 'ENOSPC';
    visit(ledger);
    await vi.advanceTimersByTimeAsync(20_000);
    visit(ledger);
    expect(ledger.status).toMatchObject({ state: 'failing', detail: expect.stringContaining('ENOSPC') });
    expect(house.lines.filter((line) => line.level === 'fatal')).toHaveLength(1);
    expect(ofKind(recordsOf(ledger), 'shard')).toEqual([]);
    house.disk.failing = null;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ledger.status.state).toBe('good');
    expect(ofKind(recordsOf(ledger), 'shard')[0]).toMatchObject({ rev: 2 });
    expect(changes).toContain('failing');
    expect(changes.at(-1)).toBe('good');
    visit(ledger);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(ofKind(recordsOf(ledger), 'shard')[0]).toMatchObject({ rev: 3 });
    await ledger.stop();
  });

  it('also writes by itself what was counted in the moment it healed', async () => {
    vi.useFakeTimers();
    const house = freshBench();
    const ledger = await house.open();
    house.disk.failing = 'EIO';
    visit(ledger);
    await ledger.flush();
    house.disk.failing = null;
    const healing = ledger.flush();
    for (let n = 0; n < 5; n++) await Promise.resolve();
    visit(ledger);
    await healing;
    expect(ofKind(recordsOf(ledger), 'shard')[0]).toMatchObject({ rev: 1 });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(ofKind(recordsOf(ledger), 'shard')[0]).toMatchObject({ rev: 2 });
    await ledger.stop();
  });

  it('does not keep the bus from starting, counting and opening a stop', async () => {
    vi.useFakeTimers();
    const house = freshBench();
    house.disk.failing = 'EROFS';
    const ledger = await house.open();
    visit(ledger);
    await ledger.openStop(MARKET, 'service');
    expect(ledger.current.stop).toBe('market');
    expect(ledger.status.state).toBe('failing');
    house.disk.failing = null;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ledger.outbox.unconfirmed().map(({ kind }) => kind)).toEqual(['epoch', 'fact', 'shard']);
    await ledger.stop();
  });

  it('is told at the stop where counts could not be saved', async () => {
    const house = freshBench();
    const ledger = await house.open();
    house.disk.failing = 'EIO';
    visit(ledger);
    await ledger.stop();
    expect(house.lines.at(-1)).toMatchObject({ level: 'fatal', message: expect.stringContaining('lost') });
  });
});

describe('the data directory', () => {
  it('is one process’s at a time', async () => {
    const house = freshBench();
    const fileSystem = house.disk.mount();
    const ledger = await house.open({ fileSystem });
    await expect(house.open({ fileSystem })).rejects.toThrow(DirectoryInUse);
    await ledger.stop();
    await (await house.open({ fileSystem })).stop();
  });

  it('is refused by name where it is a file', async () => {
    const house = freshBench();
    house.disk.plant('/data', 'a file');
    await expect(house.open()).rejects.toThrow(DataDirectoryUnusable);
    await expect(house.open()).rejects.toThrow(/\/data\/bus-17.*--data/);
  });

  it.each(['null', '0', '', 'garbage'])(
    'starts on files that hold %j, using the other generation, and says which',
    async (content) => {
      const house = freshBench();
      const first = await house.open();
      await first.openStop(MARKET, 'service');
      for (let n = 0; n < 3; n++) {
        visit(first);
        await first.flush();
      }
      await first.stop();
      for (const path of house.disk
        .files('/data')
        .filter((file) => /(shard-0-0|current)\.json\.bak$|\/journal\.json$/.test(file))) {
        house.disk.plant(path, content);
      }
      const second = await house.open();
      expect(second.status.detail).toMatch(/shard-0-0\.json was damaged; its earlier version is used/);
      const headquarters = new ModelHeadquarters();
      for (const record of recordsOf(second)) headquarters.take(record);
      expect(headquarters.total).toBe(3);
      expect(second.current.stop).toBe('market');
      expect([...headquarters.facts.values()]).toEqual(['stop-opened']);
      await second.stop();
    },
  );

  it('finds shards of which only the .bak is left', async () => {
    const house = freshBench();
    const first = await house.open();
    for (let n = 0; n < 2; n++) {
      visit(first);
      await first.flush();
    }
    await first.stop();
    const [shard] = house.disk.files('/data').filter((file) => file.endsWith('shard-0-0.json'));
    house.disk.erase(shard!);
    const second = await house.open();
    expect(ofKind(recordsOf(second), 'shard')[0]).toMatchObject({ rev: 2 });
    await second.stop();
  });
});
