import { DocumentNotWritten, DurableJsonFile } from '@pingan/firmware-bridge/store/durable-json-file';
import { sealGeneration } from '@pingan/firmware-bridge/store/generation';
import { Low } from 'lowdb';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FragileDisk, type Cut } from './fragile-disk.ts';
import { keepLog } from './kept-log.ts';

const Document = z.object({ n: z.number(), text: z.string() });
type Document = z.infer<typeof Document>;
const CUTS: Cut[] = ['drop-unsynced', 'keep-unsynced', 'tear'];
const document = (n: number): Document => ({ n, text: 'x'.repeat(200 + n) });

function open(disk: FragileDisk, path = '/x.json', log = keepLog()) {
  return new DurableJsonFile<Document>({ path, schema: Document, fileSystem: disk.mount(), log });
}

describe('a durable document', () => {
  it('is fresh where there was never one, and clean after it was written', async () => {
    const disk = new FragileDisk();
    const file = open(disk);
    expect(await file.read()).toBeNull();
    expect(file.outcome).toBe('fresh');
    await file.write(document(1));
    const again = open(disk);
    expect(await again.read()).toEqual(document(1));
    expect(again.outcome).toBe('clean');
  });

  it('works as the adapter of a lowdb', async () => {
    const disk = new FragileDisk();
    const low = new Low<Document>(open(disk), document(0));
    await low.read();
    await low.update((data) => void (data.n = 7));
    const other = new Low<Document>(open(disk), document(0));
    await other.read();
    expect(other.data.n).toBe(7);
  });

  it('keeps two generations side by side and reads the newer', async () => {
    const disk = new FragileDisk();
    const file = open(disk);
    for (const n of [1, 2, 3]) await file.write(document(n));
    expect(disk.files()).toEqual(['/x.json', '/x.json.bak']);
    expect(await open(disk).read()).toEqual(document(3));
  });

  it('loses nothing acknowledged, and is never torn or empty, wherever the power goes during a write', async () => {
    for (const how of CUTS) {
      for (let seed = 1; seed <= 12; seed++) {
        for (let step = 0; ; step++) {
          const disk = new FragileDisk(seed);
          const file = open(disk);
          await file.write(document(1));
          if (seed % 2 === 0) await file.write(document(2));
          const acknowledged = seed % 2 === 0 ? 2 : 1;
          disk.cutBefore(disk.steps + step);
          const done = await file.write(document(acknowledged + 1)).then(
            () => true,
            () => false,
          );
          const reached = disk.dark;
          disk.cut(how);
          const after = await open(disk).read();
          const expected = done ? [acknowledged + 1] : [acknowledged, acknowledged + 1];
          expect(expected, `${how}, seed ${seed}, step ${step}`).toContain(after?.n);
          expect(after).toEqual(document(after!.n));
          if (!reached) break;
        }
      }
    }
  });

  it('loses nothing of what is written after a cut in the middle of a write', async () => {
    for (let step = 0; step < 7; step++) {
      const disk = new FragileDisk(step);
      const file = open(disk);
      for (const n of [1, 2]) await file.write(document(n));
      disk.cutBefore(disk.steps + step);
      await file.write(document(3)).catch(() => undefined);
      disk.cut('tear');
      for (const n of [10, 11, 12]) {
        const next = open(disk);
        await next.read();
        await next.write(document(n));
        disk.cut('drop-unsynced');
        expect(await open(disk).read()).toEqual(document(n));
      }
    }
  });

  it.each(['null', '0', '', '[]', '{"n":1}', 'garbage \u0000\u0001', '{"n":1,"text":"no header"}'])(
    'falls back to the other generation where the newer file holds %j, and keeps that file',
    async (content) => {
      const disk = new FragileDisk();
      const file = open(disk);
      for (const n of [1, 2]) await file.write(document(n));
      disk.plant('/x.json.bak', content);
      const log = keepLog();
      const again = open(disk, '/x.json', log);
      expect(await again.read()).toEqual(document(1));
      expect(again.outcome).toBe('fell-back');
      const aside = disk.files().find((path) => path.includes('.bak.corrupt-'));
      expect(disk.read(aside!)?.toString()).toBe(content);
      expect(log.lines.map((line) => line.level)).toEqual(['error']);
      await again.write(document(9));
      expect(await open(disk).read()).toEqual(document(9));
    },
  );

  it.each(['null', '0', '{}'])('takes a whole file for bad whose document is %s', async (body) => {
    const disk = new FragileDisk();
    await open(disk).write(document(1));
    disk.plant('/x.json.bak', sealGeneration({ generation: 2, body }));
    const again = open(disk);
    expect(await again.read()).toEqual(document(1));
    expect(again.outcome).toBe('fell-back');
  });

  it('notices one wrong digit in a document that would still fit', async () => {
    const disk = new FragileDisk();
    const file = open(disk);
    for (const n of [1, 2]) await file.write(document(n));
    disk.plant('/x.json.bak', disk.read('/x.json.bak')!.toString().replace('"n":2', '"n":7'));
    expect(await open(disk).read()).toEqual(document(1));
  });

  it('says lost where both generations are bad, and keeps both', async () => {
    const disk = new FragileDisk();
    disk.plant('/x.json', '');
    disk.plant('/x.json.bak', 'null');
    const file = open(disk);
    expect(await file.read()).toBeNull();
    expect(file.outcome).toBe('lost');
    expect(disk.files().filter((path) => path.includes('.corrupt-'))).toHaveLength(2);
  });

  it('reads a document of which only the .bak is there, and does not write over it', async () => {
    const disk = new FragileDisk();
    const file = open(disk);
    for (const n of [1, 2]) await file.write(document(n));
    disk.erase('/x.json');
    const again = open(disk);
    expect(await again.read()).toEqual(document(2));
    disk.cutBefore(disk.steps + 4);
    await again.write(document(3)).catch(() => undefined);
    disk.cut('drop-unsynced');
    expect(await open(disk).read()).toEqual(document(2));
  });

  it.each(['ENOSPC', 'EIO'])(
    'leaves the old data and no temporary file on %s, says why, and can go on',
    async (code) => {
      const disk = new FragileDisk();
      const file = open(disk);
      await file.write(document(1));
      disk.failing = code;
      await expect(file.write(document(2))).rejects.toThrow(DocumentNotWritten);
      await expect(file.write(document(2))).rejects.toThrow(new RegExp(`/x.json.*${code}`));
      expect(disk.files()).toEqual(['/x.json']);
      disk.failing = null;
      await file.write(document(3));
      expect(await open(disk).read()).toEqual(document(3));
    },
  );

  it('never overwrites a bad file that could not be set aside', async () => {
    const disk = new FragileDisk();
    await open(disk).write(document(1));
    disk.plant('/x.json.bak', 'precious');
    const file = open(disk);
    disk.failing = 'EIO';
    await file.read();
    await expect(file.write(document(2))).rejects.toThrow();
    disk.failing = null;
    await file.write(document(2));
    const aside = disk.files().find((path) => path.includes('.corrupt-'));
    expect(disk.read(aside!)?.toString()).toBe('precious');
  });

  it('lets the latest of several waiting writes win', async () => {
    const disk = new FragileDisk();
    const file = open(disk);
    await Promise.all([1, 2, 3, 4].map((n) => file.write(document(n))));
    expect(await open(disk).read()).toEqual(document(4));
  });
});
