import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BOARD_TIMING } from '@pingan/firmware-bridge/board/board-connection';
import { BoardLink } from '@pingan/firmware-bridge/board/board-link';
import { type BoardWiring, wiringOf } from '@pingan/firmware-bridge/board/board-wiring';
import { serialLine } from '@pingan/firmware-bridge/board/serial-line';
import { PseudoTerminal } from '@pingan/firmware-bridge/board/virtual-board/pseudo-terminal';
import {
  startVirtualBoard,
  type VirtualBoard,
} from '@pingan/firmware-bridge/board/virtual-board/virtual-board';
import { errorLog, oneBoardProfile, PINS } from './one-board-bus.ts';

const patient = { timeout: 30_000, interval: 10 };

describe('the link to a board behind a serial device', () => {
  let folder: string;
  let path: string;
  let log: ReturnType<typeof errorLog>;
  const open: { stop?: () => Promise<void>; close?: () => Promise<void> }[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'board-link-'));
    path = join(folder, 'usb-arduino');
    log = errorLog();
  });
  afterEach(async () => {
    for (const part of open.splice(0).reverse()) await (part.stop?.() ?? part.close?.());
    rmSync(folder, { recursive: true });
  });

  function startLink(parts: { wiring?: BoardWiring; handshakeMs?: number } = {}): BoardLink {
    const link = new BoardLink({
      name: 'main',
      path,
      wiring: parts.wiring ?? wiringOf('main', oneBoardProfile({ kind: 'uno', port: path, baud: 57_600 })),
      makePort: () => Promise.resolve(serialLine(path, 57_600)),
      now: () => performance.now(),
      random: () => 0,
      log,
      timing: { ...BOARD_TIMING, handshakeMs: parts.handshakeMs ?? BOARD_TIMING.handshakeMs },
    });
    open.push(link);
    link.start();
    return link;
  }

  async function plugIn(): Promise<VirtualBoard> {
    const board = await startVirtualBoard({ link: path });
    open.push(board);
    return board;
  }

  const ready = (link: BoardLink) => expect.poll(() => link.condition.state, patient).toBe('ready');
  const fault = (link: BoardLink, words: string) =>
    expect.poll(() => link.condition.detail, patient).toContain(words);

  it('heals by itself when a device that was missing at the start appears, and goes dark when it is stopped', async () => {
    const link = startLink();
    await fault(link, `serial device ${path} is not there: plug the board in`);
    expect(link.condition.state).toBe('lost');
    link.setLevels({ ceiling: 1, warm: 1 });
    const board = await plugIn();
    await ready(link);
    await expect
      .poll(() => [board.levels()[PINS.ceiling], board.levels()[PINS.warm]], patient)
      .toEqual([1, 1]);
    await link.stop();
    await expect
      .poll(() => [board.levels()[PINS.ceiling], board.levels()[PINS.warm]], patient)
      .toEqual([0, 0]);
    expect(log.errors.map((error) => error.fault)).toEqual(['missing']);
  });

  it('does not switch the pull-up of an input on when a lamp on the same port changes', async () => {
    const board = await plugIn();
    board.setInput(PINS.inner, true);
    const link = startLink();
    const read: string[] = [];
    link.on('beam', ({ wired }) => read.push(wired.beam));
    await expect.poll(() => read, patient).toContain('inner');
    for (const sign of [1, 0, 1]) {
      link.setLevels({ sign });
      await expect.poll(() => board.levels()[PINS.sign], patient).toBe(sign);
    }
    expect(board.modes()[PINS.inner]).toBe('input');
    expect(board.modes()[PINS.outer]).toBe('pull-up');
  });

  it('says that another program holds the device', async () => {
    await plugIn();
    const other = serialLine(path, 57_600);
    await new Promise<void>((resolve, reject) => other.open((error) => (error ? reject(error) : resolve())));
    const link = startLink();
    await fault(link, 'in use by another program');
    await new Promise<void>((resolve) => other.close(() => resolve()));
    await ready(link);
  });

  it('says that what is plugged in does not speak Firmata, and keeps saying so while it tries', async () => {
    const mute = new PseudoTerminal({ link: path, onBytes: () => undefined });
    open.push(mute);
    const link = startLink({ handshakeMs: 400 });
    await fault(link, 'put StandardFirmata on the board');
    const states = new Set<string>();
    link.on('condition', ({ state }) => states.add(state));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect([...states]).toEqual([]);
    expect(log.errors).toHaveLength(1);
  });

  it('starts its driver anew when what arrives breaks it', async () => {
    const version = [0xf9, 2, 5];
    const stateOfPinThatIsNot = [0xf0, 0x6e, 127, 0, 0, 0xf7];
    const babbler: PseudoTerminal = new PseudoTerminal({
      link: path,
      onBytes: () => babbler.write(Uint8Array.of(...version, ...stateOfPinThatIsNot)),
    });
    open.push(babbler);
    const link = startLink();
    await fault(link, 'the driver of the board');
    expect(log.errors[0]?.fault).toBe('driver');
    await babbler.close();
    open.splice(open.indexOf(babbler), 1);
    await plugIn();
    await ready(link);
  });

  it('ends a siren that a process left sounding when it died', async () => {
    const board = await plugIn();
    const siren = 8;
    const dead = serialLine(path, 57_600);
    await new Promise<void>((resolve, reject) => dead.open((error) => (error ? reject(error) : resolve())));
    await new Promise((resolve) => setTimeout(resolve, 2600));
    dead.write(Uint8Array.of(0xf4, siren, 1, 0xf5, siren, 1));
    await expect.poll(() => board.levels()[siren], patient).toBe(1);
    await new Promise<void>((resolve) => dead.close(() => resolve()));
    expect(board.levels()[siren]).toBe(1);
    const none = wiringOf('none', oneBoardProfile({ kind: 'virtual-uno' }));
    await ready(startLink({ wiring: { ...none, siren } }));
    await expect.poll(() => board.levels()[siren], patient).toBe(0);
  });

  it('says which lamp the board cannot dim', async () => {
    await plugIn();
    const link = startLink({
      wiring: {
        ...wiringOf('none', oneBoardProfile({ kind: 'virtual-uno' })),
        lamps: [{ lamp: 'ceiling', place: { at: 'pin', pin: 12, dimmable: true } }],
      },
    });
    await fault(link, 'pin 12 of lamp ceiling cannot be dimmed');
    expect(link.condition.state).toBe('lost');
  });

  it('leaves no thread, timer or listener behind over several unplugged cables', async () => {
    const board = await plugIn();
    const link = startLink();
    await ready(link);
    link.setLevels({ ceiling: 1 });
    const running = () => process.getActiveResourcesInfo().filter((kind) => kind !== 'Immediate');
    const count = (kinds: string[]) =>
      Object.fromEntries(kinds.map((k) => [k, kinds.filter((x) => x === k).length]));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const before = count(running());
    const signals = process.listenerCount('SIGINT');
    for (let cycle = 0; cycle < 3; cycle++) {
      await board.unplug();
      await expect.poll(() => link.condition.state, patient).not.toBe('ready');
      await board.plug();
      await ready(link);
      await expect.poll(() => board.levels()[PINS.ceiling], patient).toBe(1);
    }
    await expect.poll(() => count(running()), { timeout: 5000 }).toEqual(before);
    expect(process.listenerCount('SIGINT')).toBe(signals);
    expect(link.listenerCount('condition')).toBe(0);
  });
});
