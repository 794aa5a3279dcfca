import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BusBoards } from '@pingan/firmware-bridge/board/bus-boards';
import type { SerialDevice } from '@pingan/firmware-bridge/board/serial-devices';
import {
  startVirtualBoard,
  type VirtualBoard,
} from '@pingan/firmware-bridge/board/virtual-board/virtual-board';
import { errorLog } from './one-board-bus.ts';
import { CHIPS, wholeBusProfile } from './whole-bus.ts';

const patient = { timeout: 30_000, interval: 20 };
const TAIL = 12;

describe('several boards behind serial devices', () => {
  let folder: string;
  let front: VirtualBoard;
  let rear: VirtualBoard;
  let plugged: SerialDevice[];
  let bus: BusBoards | undefined;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'several-unos-'));
    front = await startVirtualBoard({ link: join(folder, 'ttyACM0'), chips: Object.values(CHIPS) });
    rear = await startVirtualBoard({ link: join(folder, 'ttyACM1') });
    plugged = [
      { path: front.path, serialNumber: 'FRONT1' },
      { path: rear.path, serialNumber: 'REAR1' },
    ];
  });
  afterEach(async () => {
    await bus?.stop();
    await Promise.all([front.close(), rear.close()]);
    rmSync(folder, { recursive: true });
  });

  function startBus(): BusBoards {
    bus = new BusBoards({
      profile: wholeBusProfile({
        front: { kind: 'uno', serialNumber: 'FRONT1', baud: 57_600 },
        rear: { kind: 'uno', serialNumber: 'REAR1', baud: 57_600 },
      }),
      now: () => performance.now(),
      log: errorLog(),
      listDevices: () => Promise.resolve(plugged),
    });
    bus.start();
    return bus;
  }

  it('finds a board again that comes back under another name, while the other goes on', async () => {
    const boards = startBus();
    boards.setLevels({ tail: 1, 'left-5': 1 });
    await expect.poll(() => boards.status.state, patient).toBe('ready');
    await expect.poll(() => rear.levels()[TAIL], patient).toBe(1);

    plugged = plugged.filter(({ serialNumber }) => serialNumber !== 'REAR1');
    await rear.close();
    await expect
      .poll(() => boards.faults.join(), patient)
      .toContain('no serial device has the USB serial number REAR1: plug the board in');
    boards.setLevels({ tail: 1, 'left-6': 1 });
    await expect.poll(() => front.channels(CHIPS.left.address).slice(5, 7), patient).toEqual([0, 1]);

    rear = await startVirtualBoard({ link: join(folder, 'ttyUSB7') });
    plugged = [...plugged, { path: rear.path, serialNumber: 'REAR1' }];
    await expect.poll(() => rear.levels()[TAIL], patient).toBe(1);
    expect(boards.faults).toEqual([]);
    expect(boards.boards.map(({ state }) => state)).toEqual(['ready', 'ready']);
  });

  it('dims at 1 kHz, beyond what eyes and cameras see', async () => {
    const boards = startBus();
    boards.setLevels({ 'right-0': 0.5 });
    await expect.poll(() => front.channels(CHIPS.right.address)[0], patient).toBeGreaterThan(0.4);
    expect(front.frequency(CHIPS.right.address)).toBeCloseTo(1017, 0);
  });
});
