import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type BeamEvent,
  type BoardState,
  BusBoards,
  type VirtualControls,
} from '@pingan/firmware-bridge/board/bus-boards';
import { errorLog, oneBoardProfile } from './one-board-bus.ts';

const now = () => performance.now();
const patient = { timeout: 30_000, interval: 10 };
/** A value written 0..255 and read back as duty. */
const shown = (level: number) => Math.round(level * 255) / 255;

describe('a bus on the emulated board', () => {
  const log = errorLog();
  const beams: BeamEvent[] = [];
  const states: BoardState[] = [];
  let lost = 0;
  let bus: BusBoards;
  let virtual: VirtualControls;

  beforeAll(async () => {
    bus = new BusBoards({ profile: oneBoardProfile({ kind: 'virtual-uno' }), now, log });
    bus.on('beam', (beam) => beams.push(beam));
    bus.on('state', ({ state }) => states.push(state));
    bus.on('lost', () => lost++);
    if (!bus.virtual) throw new Error('a bus whose only board is emulated has virtual controls');
    virtual = bus.virtual;
    virtual.setBeam('front', 'inner', true);
    bus.setLevels({ warm: 0.25, nowhere: 1 });
    bus.start();
    await vi.waitFor(() => expect(bus.status.state).toBe('ready'), patient);
  });
  afterAll(() => bus.stop());

  const broken = () => {
    const last = new Map(beams.map((beam) => [beam.beam, beam.broken]));
    return { outer: last.get('outer'), inner: last.get('inner') };
  };

  it('was starting before it was ready, and says that it is emulated', () => {
    expect(states[0]).toBe('starting');
    expect(bus.status).toMatchObject({
      virtual: true,
      detail: expect.stringContaining('StandardFirmata 2.5'),
    });
  });

  it('shows the levels that were wanted before the board was there', async () => {
    await expect.poll(() => virtual.levels(), patient).toEqual({ warm: shown(0.25), ceiling: 0, sign: 0 });
  });

  it('reports each beam as it is, one that was blocked from the start included', async () => {
    await expect.poll(broken, patient).toEqual({ outer: false, inner: true });
    expect(beams).toHaveLength(2);
  });

  it('moves the emulated pins when lamps change', async () => {
    bus.setLevels({ warm: 0.5, ceiling: 0.2 });
    await expect.poll(() => virtual.levels(), patient).toEqual({ warm: shown(0.5), ceiling: 1, sign: 0 });
    bus.setLevels({ warm: 1, sign: 1 });
    await expect.poll(() => virtual.levels(), patient).toEqual({ warm: 1, ceiling: 0, sign: 1 });
  });

  it('reports beams of either polarity as broken and clear, in time and without repeats', async () => {
    beams.length = 0;
    const began = now();
    virtual.setBeam('front', 'outer', true);
    await expect.poll(broken, patient).toEqual({ outer: true, inner: undefined });
    virtual.setBeam('front', 'inner', false);
    await expect.poll(broken, patient).toEqual({ outer: true, inner: false });
    virtual.setBeam('front', 'outer', false);
    virtual.setBeam('front', 'inner', true);
    await expect.poll(broken, patient).toEqual({ outer: false, inner: true });
    expect(beams).toHaveLength(4);
    expect(beams.every(({ at, door }) => at >= began && at <= now() && door === 'front')).toBe(true);
    expect([...beams].sort((a, b) => a.at - b.at)).toEqual(beams);
    expect(virtual.beams()).toEqual({ front: { outer: false, inner: true } });
  });

  it('refuses a beam that is not in the profile', () => {
    expect(() => virtual.setBeam('rear', 'outer', true)).toThrow('"rear"');
  });

  it('is lost when the cable is pulled, and dark', async () => {
    await virtual.plug(false);
    await expect.poll(() => bus.status.state, patient).toBe('lost');
    expect(lost).toBe(1);
    expect(virtual.plugged).toBe(false);
    expect(virtual.levels()).toEqual({ warm: 0, ceiling: 0, sign: 0 });
    expect(log.errors.at(-1)?.message).toContain('check its cable');
  });

  it('comes back with the levels wanted meanwhile and the beams as they are now', async () => {
    beams.length = 0;
    bus.setLevels({ ceiling: 1 });
    virtual.setBeam('front', 'outer', true);
    await virtual.plug(true);
    await expect.poll(() => bus.status.state, patient).toBe('ready');
    await expect.poll(() => virtual.levels(), patient).toEqual({ warm: 0, ceiling: 1, sign: 0 });
    await expect.poll(broken, patient).toEqual({ outer: true, inner: true });
    expect(lost).toBe(1);
  });
});

describe('a bus without boards', () => {
  it('has nothing to connect and says so', async () => {
    const profile = { ...oneBoardProfile({ kind: 'virtual-uno' }), boards: {}, doors: {}, lamps: {} };
    const bus = new BusBoards({ profile, now, log: errorLog() });
    bus.start();
    bus.setLevels({ warm: 1 });
    expect(bus.status).toMatchObject({ state: 'none', virtual: false });
    expect(bus.virtual).toBeNull();
    await bus.stop();
  });
});

describe('a bus that is stopped while it starts', () => {
  it.each([0, 20, 300])('leaves no emulator behind after %i ms', async (ms) => {
    const workers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort').length;
    const before = workers();
    const bus = new BusBoards({ profile: oneBoardProfile({ kind: 'virtual-uno' }), now, log: errorLog() });
    bus.start();
    await new Promise((resolve) => setTimeout(resolve, ms));
    await bus.stop();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(workers()).toBe(before);
  });
});

describe('a bus with several boards', () => {
  it('is as bad as its worst board, and has no virtual controls once one board is real', async () => {
    const profile = oneBoardProfile({ kind: 'virtual-uno' });
    const mixed = {
      ...profile,
      boards: {
        ...profile.boards,
        rear: { kind: 'uno', port: '/dev/serial/by-id/none', baud: 57_600 } as const,
      },
    };
    const bus = new BusBoards({ profile: mixed, now, log: errorLog() });
    expect(bus.virtual).toBeNull();
    bus.start();
    await expect
      .poll(() => bus.status.detail, patient)
      .toContain('rear: serial device /dev/serial/by-id/none');
    expect(bus.status).toMatchObject({ state: 'lost', virtual: true });
    await bus.stop();
  });
});
