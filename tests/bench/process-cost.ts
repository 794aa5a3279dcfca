import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BusStatus } from '@pingan/protocol/bus-status';
import { getJson, Half, journeyFolder, pause, ROOT, startBus, until } from '../journeys/halves.ts';
import { Screen } from '../journeys/screen.ts';
import { benchProfile } from './bench-profile.ts';
import { against, type Figure, reported, summary } from './figures.ts';

const STARTS = 7;

/** Resident memory of a process in MB, as Linux accounts for it. */
function residentMb(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  if (!found) throw new Error(`no VmRSS for process ${pid}`);
  return Number(found[1]) / 1024;
}

/** Process start → `Ready` beside a Node process that does nothing, and the bus in memory with a board on a serial device. */
export async function processCost(): Promise<Figure[]> {
  const folder = journeyFolder();
  const link = join(folder.path, 'uno');
  const uno = new Half('firmware-bridge/dist/board/virtual-board/serve.js', ['--link', link]);
  try {
    const profile = folder.write('bench.yaml', benchProfile(link));
    const starts: number[] = [];
    const floors: number[] = [];
    for (let i = 0; i < STARTS; i++) {
      floors.push(await timeBareNode());
      const before = performance.now();
      const bus = await startBus({ profile, data: join(folder.path, `bus-${i}`) });
      starts.push(performance.now() - before);
      await bus.kill('SIGKILL');
    }
    const resident = await residentOfBus(profile, join(folder.path, 'bus-resident'));
    return [
      against(
        'bus process start → Ready, median (floor: node that does nothing)',
        'ms',
        summary(starts).median,
        summary(floors).median,
      ),
      reported(
        'bus process resident, board on a serial device, after 30 touches (limit 120 MB)',
        'MB',
        resident,
      ),
    ];
  } finally {
    await uno.kill('SIGKILL');
    folder.remove();
  }
}

async function timeBareNode(): Promise<number> {
  const before = performance.now();
  const bare = spawn(process.execPath, ['-e', '0'], { cwd: ROOT });
  await once(bare, 'exit');
  return performance.now() - before;
}

async function residentOfBus(profile: string, data: string): Promise<number> {
  const bus = await startBus({ profile, data });
  try {
    const visitor = await Screen.open(bus.address('Kiosk'), 'visitor');
    const health = new URL('/api/health', bus.address('Kiosk')).href;
    await until('the board is ready', async () => {
      return (await getJson<BusStatus>(health)).board.state === 'ready';
    });
    for (let i = 0; i < 15; i++) {
      await visitor.touch({ do: 'start', exhibit: 'fake-police' });
      await visitor.touch({ do: 'leave' });
    }
    await pause(3_000);
    return residentMb(bus.process.pid!);
  } finally {
    await bus.kill('SIGKILL');
  }
}
