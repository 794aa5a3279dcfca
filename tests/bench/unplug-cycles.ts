import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { BoardLink } from '@pingan/firmware-bridge/board/board-link';
import { wiringOf } from '@pingan/firmware-bridge/board/board-wiring';
import { serialLine } from '@pingan/firmware-bridge/board/serial-line';
import { PseudoTerminal } from '@pingan/firmware-bridge/board/virtual-board/pseudo-terminal';
import { startVirtualBoard } from '@pingan/firmware-bridge/board/virtual-board/virtual-board';
import { against, type Figure, reported } from './figures.ts';
import { benchBus, CHIPS, log, now, pause } from './lamp-drivers.ts';

const CYCLES = 200;
const SIDE_BY_SIDE = 4;
const WARM_UP_CYCLES = 10;

/**
 * Cables pulled 200 times while lamps are on: what is left behind. The boards keep their power, so that they need not
 * boot; for this process that is the same, for its serial device is gone.
 */
export async function unplugCycles(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pingan-unplug-'));
  const cables = await Promise.all(
    Array.from({ length: SIDE_BY_SIDE }, (_, index) => openCable(join(folder, `uno-${index}`))),
  );
  const pullAll = (cycles: number) => Promise.all(cables.map((cable) => pull(cable, cycles)));
  await pullAll(WARM_UP_CYCLES);
  const before = await leftovers(cables);
  const began = now();
  await pullAll(CYCLES / SIDE_BY_SIDE);
  const seconds = (now() - began) / 1000;
  const after = await leftovers(cables);
  for (const cable of cables) await cable.close();
  rmSync(folder, { recursive: true });
  const row = (what: keyof typeof before, unit: string) =>
    against(`${what} after ${CYCLES} pulled cables (floor: before)`, unit, after[what], before[what]);
  return [
    row('heap', 'MB'),
    row('resident memory', 'MB'),
    row('timers and handles', ''),
    row('listeners', ''),
    reported(`time of ${CYCLES} pulled cables, ${SIDE_BY_SIDE} side by side`, 's', seconds),
  ];
}

interface Cable {
  link: BoardLink;
  cut(): Promise<void>;
  join(): void;
  close(): Promise<void>;
}

/** An emulated board whose serial device comes and goes. */
async function openCable(path: string): Promise<Cable> {
  const board = await startVirtualBoard({ chips: CHIPS });
  let terminal: PseudoTerminal | undefined;
  board.on('bytes', (bytes) => terminal?.write(bytes));
  const plugIn = () => {
    terminal = new PseudoTerminal({ link: path, onBytes: (bytes) => board.send(Uint8Array.from(bytes)) });
  };
  plugIn();
  const link = new BoardLink({
    name: 'main',
    path,
    wiring: wiringOf('main', benchBus({ kind: 'uno', port: path, baud: 57_600 })),
    makePort: () => Promise.resolve(serialLine(path, 57_600)),
    now,
    random: () => 1,
    log,
  });
  link.setLevels({ 'c0-0': 1, 'c1-15': 0.5 });
  link.start();
  await readyLink(link);
  return {
    link,
    cut: async () => {
      const gone = terminal;
      terminal = undefined;
      await gone?.close();
    },
    join: plugIn,
    close: async () => {
      await link.stop();
      await terminal?.close();
      await board.close();
    },
  };
}

async function pull({ link, cut, join: plugIn }: Cable, cycles: number): Promise<void> {
  for (let cycle = 0; cycle < cycles; cycle++) {
    await cut();
    await stateOf(link, (state) => state !== 'ready');
    plugIn();
    await readyLink(link);
  }
}

async function leftovers(cables: readonly Cable[]) {
  await pause(2_000);
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let n = 0; n < 3; n++) {
    collect();
    await pause(100);
  }
  const { heapUsed, rss } = process.memoryUsage();
  const links = cables.map(({ link }) =>
    link.eventNames().reduce((sum, event) => sum + link.listenerCount(event), 0),
  );
  const own = process.eventNames().reduce((sum, event) => sum + process.listenerCount(event), 0);
  return {
    heap: heapUsed / 2 ** 20,
    'resident memory': rss / 2 ** 20,
    'timers and handles': process.getActiveResourcesInfo().filter((kind) => kind !== 'Immediate').length,
    listeners: links.reduce((sum, count) => sum + count, own),
  };
}

/** Resolves when the board is ready. */
export function readyLink(link: BoardLink): Promise<void> {
  return stateOf(link, (state) => state === 'ready');
}

function stateOf(link: BoardLink, wanted: (state: string) => boolean): Promise<void> {
  if (wanted(link.condition.state)) return Promise.resolve();
  return new Promise((resolve) => {
    const listen = ({ state }: { state: string }) => {
      if (!wanted(state)) return;
      link.off('condition', listen);
      resolve();
    };
    link.on('condition', listen);
  });
}
