import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@pingan/headquarters/database/open-database';
import { readArrival } from '@pingan/headquarters/ingest/arrival';
import { writeBatch } from '@pingan/headquarters/ingest/write-batch';
import type { ScheduleSnapshot } from '@pingan/protocol/schedule/plan';
import { topics } from '@pingan/protocol/topics';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { end, freePort, startProgram } from '../program.ts';
import { SpeakingBus, newEpoch, proposalRecord } from '../speaking-bus.ts';
import { aProposal, newStop } from './a-plan.ts';

let directory: string;
let running: ChildProcess | undefined;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pingan-plan-kill-'));
});
afterEach(async () => {
  running?.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

const soon = () => new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);

async function start(): Promise<{ bus: SpeakingBus; child: ChildProcess }> {
  const port = await freePort();
  const { child } = await startProgram(directory, '--port', '0', '--broker', `embedded:${port}`);
  running = child;
  const bus = await SpeakingBus.connect(`mqtt://127.0.0.1:${port}`, 'bus-01');
  bus.client.on('error', () => {});
  return { bus, child };
}

const snapshotOf = (bus: SpeakingBus, revision: number) =>
  bus.hear<ScheduleSnapshot>(topics.schedule('bus-01'), (message) => message.revision >= revision);

describe('headquarters, killed with -9', () => {
  test('between the commit and the snapshot, tells the bus its schedule at the next start', async () => {
    // What the disk holds after such a death: the commit, and nobody told.
    const { db, close } = await openDatabase(join(directory, 'headquarters.sqlite'));
    const record = proposalRecord('bus-01', newEpoch(), aProposal('market', newStop(soon())));
    await writeBatch(db, [
      readArrival({ bus: 'bus-01', channel: 'records', text: JSON.stringify(record), at: Date.now() }),
    ]);
    await close();
    const { bus, child } = await start();
    expect((await snapshotOf(bus, 1)).stops.map(({ id }) => id)).toEqual(['market']);
    bus.client.end(true);
    expect(await end(child, 'SIGTERM')).toBe(0);
  });

  test('while it takes proposals, has every one that it receipted, and answers those sent again as before', async () => {
    const epoch = newEpoch();
    const receipted = new Map<string, number>();
    const sent = new Map<string, ReturnType<typeof proposalRecord>>();
    for (let life = 0; life < 3; life += 1) {
      const { bus, child } = await start();
      for (let n = 0; n < 150; n += 1) {
        const proposal = aProposal(`stop-${life}-${n}`, newStop(soon()));
        const record = proposalRecord('bus-01', epoch, proposal);
        sent.set(proposal.id, record);
        bus.say(record).catch(() => {});
      }
      await bus.received(20 + life * 30);
      await end(child, 'SIGKILL');
      for (const { id, outcome, schedule } of bus.receipts) {
        expect(outcome).toBe('stored');
        receipted.set(id, schedule!);
      }
      bus.client.end(true);
    }
    const { bus, child } = await start();
    const highest = Math.max(...receipted.values());
    expect((await snapshotOf(bus, highest)).revision).toBeGreaterThanOrEqual(highest);
    const before = bus.receipts.length;
    await Promise.all([...receipted.keys()].map((id) => bus.say(sent.get(id)!)));
    await bus.received(before + receipted.size);
    const again = bus.receipts.slice(before);
    expect(new Map(again.map(({ id, schedule }) => [id, schedule]))).toEqual(receipted);
    bus.client.end(true);
    expect(await end(child, 'SIGTERM')).toBe(0);
    // Four starts of the program, and hundreds of commits: slow where the disk is.
  }, 240_000);
});
