import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DurableJsonFile } from '@pingan/firmware-bridge/store/durable-json-file';
import { nodeFileSystem } from '@pingan/firmware-bridge/store/node-file-system';
import { z } from 'zod';
import { against, summary, type Figure } from './figures.ts';

const KILOBYTES = [1, 10, 48, 100];
const ROUNDS = 120;
const WARM_UP = 10;
const Document = z.object({
  cells: z.array(z.tuple([z.number(), z.number(), z.string(), z.string(), z.string(), z.number()])),
});
type Document = z.infer<typeof Document>;
const noLog = () => undefined;

/**
 * What one durable write of a shard costs in milliseconds, by size, beside the least it could cost: a bare write and
 * fsync of the same bytes to the same disk. The two alternate, so that both meet the same neighbours on the machine.
 * Runs in `directory`, or in the system's temporary one, which may be a memory disk.
 */
export async function storeFlush(directory = tmpdir()): Promise<Figure[]> {
  const folder = await mkdtemp(join(directory, 'pingan-flush-'));
  try {
    const rows: Figure[] = [];
    for (const kilobytes of KILOBYTES) rows.push(...(await benchSize(folder, kilobytes)));
    return rows;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function benchSize(folder: string, kilobytes: number): Promise<Figure[]> {
  const data = documentOf(kilobytes * 1024);
  const text = JSON.stringify(data);
  const file = new DurableJsonFile<Document>({
    path: join(folder, `shard-${kilobytes}.json`),
    schema: Document,
    fileSystem: nodeFileSystem,
    log: { debug: noLog, info: noLog, warn: noLog, error: noLog, fatal: noLog },
  });
  const [ours, floor]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS + WARM_UP; round++) {
    const flush = await milliseconds(() => file.write(data));
    const bare = await milliseconds(() => bareWrite(join(folder, 'bare'), text));
    if (round < WARM_UP) continue;
    ours.push(flush);
    floor.push(bare);
  }
  const [flush, least] = [summary(ours), summary(floor)];
  return [
    against(`store flush ${kilobytes} KB, median`, 'ms', flush.median, least.median),
    against(`store flush ${kilobytes} KB, p99`, 'ms', flush.p99, least.p99),
  ];
}

async function bareWrite(path: string, text: string): Promise<void> {
  const handle = await open(path, 'w');
  await handle.writeFile(text);
  await handle.sync();
  await handle.close();
}

function documentOf(bytes: number): Document {
  const cells: Document['cells'] = [];
  for (let n = 0, size = 0; size < bytes; n++) {
    const cell: Document['cells'][number] = [
      n % 7,
      n % 96,
      'desk',
      'story.choice',
      `fake-police/hotel/choice-${n}`,
      n,
    ];
    cells.push(cell);
    size += JSON.stringify(cell).length + 1;
  }
  return { cells };
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
