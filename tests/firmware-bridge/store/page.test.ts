import { Page } from '@pingan/firmware-bridge/store/page';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { FragileDisk } from './fragile-disk.ts';
import { keepLog } from './kept-log.ts';

it('stays to be written where it changed while it was being written', async () => {
  const disk = new FragileDisk();
  const safe: number[] = [];
  const open = () =>
    new Page({
      folder: '/',
      name: 'page',
      schema: z.object({ n: z.number() }),
      empty: { n: 0 },
      fileSystem: disk.mount(),
      log: keepLog(),
      written: ({ n }) => safe.push(n),
    });
  const page = open();
  page.set({ n: 1 });
  const writing = page.write();
  page.set({ n: 2 });
  await writing;
  expect([page.dirty, safe]).toEqual([true, [1]]);
  await page.write();
  expect([page.dirty, safe]).toEqual([false, [1, 2]]);
  const again = open();
  await again.read();
  expect(again.data).toEqual({ n: 2 });
});
