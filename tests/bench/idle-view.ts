import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from '../browser.ts';
import { journeyFolder, pause, ROOT, startBus } from '../journeys/halves.ts';
import { against, type Figure, reported, summary } from './figures.ts';

const ROUNDS = 7;
/** Until a page has loaded its fonts and nothing of its start is left. */
const SETTLE_MS = 2_500;
const WATCH_MS = 5_000;
/** Linux accounts processor time in hundredths of a second. */
const TICK_MS = 10;

/**
 * What an open page costs while nobody touches anything: processor time of the whole browser (page, compositor, network) with the virtual
 * bus open beside that with a plain visitor screen open, one after the other in turns, on one bus whose ceiling breathes.
 */
export async function idleView(): Promise<Figure[]> {
  const folder = journeyFolder();
  const bus = await startBus({
    profile: join(ROOT, 'device-config/profiles/rehearsal.yaml'),
    data: join(folder.path, 'bus'),
  });
  const browser = await openBrowser();
  try {
    const kiosk = new URL(bus.address('Kiosk')).origin;
    const processes = () => descendants(process.pid, bus.process.pid!);
    const busy = { plain: [] as number[], view: [] as number[], bus: [] as number[], alone: [] as number[] };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [path, seen] of [
        ['/?station=locks', '[data-at=attract]'],
        ['/virtual-bus', '[data-visits=in]'],
      ] as const) {
        const page = await browser.context.newPage();
        await page.bringToFront();
        await page.goto(kiosk + path);
        await page.locator(seen).waitFor();
        await pause(SETTLE_MS);
        const before = { browser: milliseconds(processes()), bus: milliseconds([bus.process.pid!]) };
        await pause(WATCH_MS);
        const spent = (milliseconds(processes()) - before.browser) / (WATCH_MS / 1_000);
        const spentByBus = (milliseconds([bus.process.pid!]) - before.bus) / (WATCH_MS / 1_000);
        busy[path === '/virtual-bus' ? 'view' : 'plain'].push(spent);
        busy[path === '/virtual-bus' ? 'bus' : 'alone'].push(spentByBus);
        await page.close();
      }
    }
    return [
      against(
        'virtual bus open and idle, processor time of the browser (floor: the visitor screen, idle)',
        'ms/s',
        summary(busy.view).median,
        summary(busy.plain).median,
      ),
      reported('bus process while the virtual bus is open', 'ms/s', summary(busy.bus).median),
      reported('bus process while a visitor screen is open', 'ms/s', summary(busy.alone).median),
    ];
  } finally {
    await browser.close();
    await bus.kill('SIGKILL');
    folder.remove();
  }
}

/** The children of a process and theirs, without those of `other`. */
function descendants(of: number, other: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const parent = Number.isInteger(pid) ? stat(pid)?.[1] : undefined;
    if (parent !== undefined) parents.set(pid, Number(parent));
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return pid !== other && parent !== undefined && (parent === of || isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}

function milliseconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = stat(pid);
    return sum + (fields === null ? 0 : (Number(fields[11]) + Number(fields[12])) * TICK_MS);
  }, 0);
}

/** What Linux says of a process, from its state on; null where it has ended. */
function stat(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
