import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BOARD_TIMING } from '@pingan/firmware-bridge/board/board-connection';
import {
  BusBoards,
  type InputEvent,
  type ReadingEvent,
  type VirtualControls,
} from '@pingan/firmware-bridge/board/bus-boards';
import { errorLog } from './one-board-bus.ts';
import { AT_REST, CHANNEL_LAMPS, wholeBusProfile } from './whole-bus.ts';

const now = () => performance.now();
const patient = { timeout: 30_000, interval: 20 };
/** A level written in 4095 steps and read back as duty. */
const shown = (level: number) => Math.round(level * 4095) / 4095;

describe('a whole bus on two emulated boards', () => {
  const log = errorLog();
  const inputs: InputEvent[] = [];
  const readings: ReadingEvent[] = [];
  let faultsChanged = 0;
  let bus: BusBoards;
  let virtual: VirtualControls;

  beforeAll(async () => {
    bus = new BusBoards({
      profile: wholeBusProfile(),
      now,
      log,
      timing: { ...BOARD_TIMING, probeMs: 400, readingMs: 200 },
    });
    bus.on('input', (event) => inputs.push(event));
    bus.on('reading', (event) => readings.push(event));
    bus.on('faults', () => faultsChanged++);
    if (!bus.virtual) throw new Error('a bus whose boards are all emulated has virtual controls');
    virtual = bus.virtual;
    bus.setLevels({ warm: 1, 'left-0': 0.5, 'right-15': 1, tail: 1 });
    bus.start();
    await vi.waitFor(() => expect(bus.status.state).toBe('ready'), patient);
  });
  afterAll(() => bus.stop());

  const lit = () => Object.fromEntries(Object.entries(virtual.levels()).filter(([, level]) => level > 0));
  const inputsNow = () => Object.fromEntries(inputs.map(({ input, active }) => [input, active]));
  const expectInputs = (expected: Record<string, boolean>) =>
    expect.poll(inputsNow, patient).toEqual(expected);

  it('shows levels on light controllers, pins and the other board', async () => {
    await expect.poll(lit, patient).toEqual({ warm: 1, 'left-0': shown(0.5), 'right-15': 1, tail: 1 });
    expect(bus.boards.map(({ name, state }) => [name, state])).toEqual([
      ['front', 'ready'],
      ['rear', 'ready'],
    ]);
    expect(bus.faults).toEqual([]);
  });

  it('reports every contact once, as it is', async () => {
    await expectInputs(AT_REST);
    expect(inputs).toHaveLength(Object.keys(AT_REST).length);
    expect(virtual.inputs()).toEqual(AT_REST);
  });

  it('moves all 32 channels to the last of many pictures', async () => {
    for (let frame = 0; frame <= 30; frame++) {
      bus.setLevels(
        Object.fromEntries(CHANNEL_LAMPS.map((lamp, index) => [lamp, (frame * (index + 1)) / 1000])),
      );
      await new Promise((resolve) => setTimeout(resolve, 33));
    }
    const last = Object.fromEntries(
      CHANNEL_LAMPS.map((lamp, index) => [lamp, shown((30 * (index + 1)) / 1000)]),
    );
    await expect.poll(lit, patient).toEqual(last);
  });

  it('reports contacts of pins and contact readers in both polarities, without repeats', async () => {
    inputs.length = 0;
    for (const input of Object.keys(AT_REST))
      virtual.setInput(input, !AT_REST[input as keyof typeof AT_REST]);
    const turned = Object.fromEntries(Object.entries(AT_REST).map(([input, active]) => [input, !active]));
    await expectInputs(turned);
    for (const [input, active] of Object.entries(AT_REST)) virtual.setInput(input, active);
    await expectInputs(AT_REST);
    expect(inputs).toHaveLength(2 * Object.keys(AT_REST).length);
    expect(inputs.every(({ at }) => at <= now())).toBe(true);
  });

  it('refuses inputs, sensors, controllers and boards that the profile does not have', () => {
    expect(() => virtual.setInput('thing/lock-99', true)).toThrow('"thing/lock-99"');
    expect(() => virtual.silence('centre', true)).toThrow('"centre"');
    expect(() => virtual.setReading('inside', 1.2)).toThrow('from 0 to 1');
    return expect(virtual.plug(false, 'roof')).rejects.toThrow('"roof"');
  });

  it('reads the analogue sensors again and again', async () => {
    const near = (sensor: string, ratio: number) => () =>
      Math.abs((readings.findLast((reading) => reading.sensor === sensor)?.ratio ?? 9) - ratio) < 0.003;
    const resting = virtual.readings();
    expect(Object.keys(resting)).toEqual(['supply', 'inside', 'daylight']);
    for (const [sensor, ratio] of Object.entries(resting))
      await expect.poll(near(sensor, ratio), patient).toBe(true);
    virtual.setReading('daylight', 0.05);
    virtual.setReading('supply', 1);
    await expect.poll(near('daylight', 0.05), patient).toBe(true);
    await expect.poll(near('supply', 1), patient).toBe(true);
    await expect.poll(near('inside', resting.inside ?? 0), patient).toBe(true);
  });

  it('sounds the siren only when it is told to, whatever the lamps do', async () => {
    expect(virtual.siren).toBe(false);
    bus.setSiren(true);
    await expect.poll(() => virtual.siren, patient).toBe(true);
    bus.setLevels({ beacon: 1, siren: 0 });
    await expect.poll(lit, patient).toEqual({ beacon: 1 });
    expect(virtual.siren).toBe(true);
    bus.setSiren(false);
    await expect.poll(() => virtual.siren, patient).toBe(false);
  });

  it('names a light controller that does not answer, while the rest works, and heals it', async () => {
    faultsChanged = 0;
    virtual.silence('left', true);
    await expect.poll(() => bus.faults, patient).toHaveLength(1);
    expect(bus.faults[0]).toContain('light controller left (PCA9685 at I2C address 0x40 of board front)');
    expect(log.errors.at(-1)?.message).toBe(bus.faults[0]);
    expect(bus.status.state).toBe('ready');
    bus.setLevels({ 'left-3': 1, 'right-3': 1, tail: 1 });
    await expect.poll(lit, patient).toEqual({ 'right-3': 1, tail: 1 });
    virtual.silence('left', false);
    await expect.poll(() => bus.faults, patient).toEqual([]);
    await expect.poll(lit, patient).toEqual({ 'left-3': 1, 'right-3': 1, tail: 1 });
    expect(faultsChanged).toBe(2);
  });

  it('names a contact reader that does not answer, believes nothing of it, and reads it again once it answers', async () => {
    inputs.length = 0;
    virtual.silence('touch', true);
    await expect
      .poll(() => bus.faults.join(), patient)
      .toContain('contact reader touch (MCP23017 at I2C address 0x20');
    virtual.setInput('thing/lock-01', false);
    virtual.setInput('button/scam', true);
    await expectInputs({ 'button/scam': true });
    virtual.silence('touch', false);
    await expectInputs({ 'button/scam': true, 'thing/lock-01': false });
    await expect.poll(() => bus.faults, patient).toEqual([]);
    virtual.setInput('button/scam', false);
    virtual.setInput('thing/lock-01', true);
    await expectInputs({ 'button/scam': false, 'thing/lock-01': true });
  });

  it('says of every controller whether it answers as soon as it is asked to ask', async () => {
    await bus.probeChips();
    expect(bus.silentControllers).toEqual([]);
    virtual.silence('left', true);
    await bus.probeChips();
    expect(bus.silentControllers).toEqual(['left']);
    virtual.silence('left', false);
    await bus.probeChips();
    expect(bus.silentControllers).toEqual([]);
  });

  it('goes on with the other board when one is unplugged, and names the one that is gone', async () => {
    await virtual.plug(false, 'rear');
    await expect.poll(() => bus.status.state, patient).toBe('lost');
    expect(bus.status.detail).toMatch(/^rear: /);
    expect(bus.faults).toEqual([expect.stringMatching(/^board rear: the board on .* check its cable/)]);
    expect(virtual.plugged).toBe(false);
    bus.setLevels({ 'left-9': 1, tail: 1 });
    await expect.poll(lit, patient).toEqual({ 'left-9': 1 });
    await virtual.plug(true, 'rear');
    await expect.poll(lit, patient).toEqual({ 'left-9': 1, tail: 1 });
    expect(bus.faults).toEqual([]);
  });

  it('comes back from a pulled cable with its lamps and contacts, and with the siren off', async () => {
    bus.setSiren(true);
    bus.setLevels({ warm: 1, 'left-15': 0.25, 'right-0': 1 });
    await expect.poll(() => virtual.siren, patient).toBe(true);
    await virtual.plug(false);
    expect(lit()).toEqual({});
    await expect.poll(() => bus.boards.map(({ state }) => state), patient).toEqual(['lost', 'lost']);
    inputs.length = 0;
    virtual.setInput('alarm/magnet', false);
    await virtual.plug(true);
    await expect.poll(lit, patient).toEqual({ warm: 1, 'left-15': shown(0.25), 'right-0': 1 });
    await expectInputs({ ...AT_REST, 'alarm/magnet': false });
    expect(inputs).toHaveLength(Object.keys(AT_REST).length);
    expect(virtual.siren).toBe(false);
  });
});
