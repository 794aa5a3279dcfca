import type { ScreenMessage } from '@pingan/protocol/screen-messages';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { layOutPlan } from '../../kiosk-ui/virtual-bus/plan/plan-layout.ts';
import { nearestWall } from '../../kiosk-ui/virtual-bus/plan/walls.ts';
import { VirtualBus } from '../../kiosk-ui/virtual-bus/virtual-bus.svelte.ts';
import { readBack, sampleBus, sampleStatus } from './sample-bus.ts';

describe('the virtual bus', () => {
  let sent: ScreenMessage[];
  let vehicle: VirtualBus;

  beforeEach(() => {
    vi.useFakeTimers();
    sent = [];
    vehicle = new VirtualBus({ send: (message) => sent.push(message) > 0 });
  });
  afterEach(() => {
    vehicle.stop();
    vi.useRealTimers();
  });

  const beams = () =>
    sent.map((message) =>
      message.type === 'virtual' && message.command.do === 'beam'
        ? `${message.command.beam} ${message.command.broken ? 'broken' : 'clear'}`
        : '',
    );

  test('somebody who walks in breaks the outer beam first and leaves the inner one last', () => {
    vehicle.walkThrough('front', 'in');
    vi.advanceTimersByTime(5_000);
    expect(beams()).toEqual(['outer broken', 'inner broken', 'outer clear', 'inner clear']);
  });

  test('somebody who walks out does it the other way round', () => {
    vehicle.walkThrough('front', 'out');
    vi.advanceTimersByTime(5_000);
    expect(beams()).toEqual(['inner broken', 'outer broken', 'inner clear', 'outer clear']);
  });

  test('a second walker waits for the first', () => {
    vehicle.walkThrough('front', 'in');
    vehicle.walkThrough('front', 'in');
    vi.advanceTimersByTime(5_000);
    expect(sent).toHaveLength(4);
  });

  test('pulls a plugged cable and plugs a pulled one', () => {
    vehicle.toggleCable();
    vehicle.receive(readBack({ plugged: false }));
    vehicle.toggleCable();
    expect(sent).toEqual([
      { type: 'virtual', command: { do: 'cable', plugged: false } },
      { type: 'virtual', command: { do: 'cable', plugged: true } },
    ]);
  });

  test('shows the level that was read back, not the one that was asked for', () => {
    vehicle.receive(readBack({ lamps: { moved: 0.62 } }));
    expect(vehicle.level('moved')).toBe(0.62);
    expect(vehicle.level('hushed')).toBe(0);
  });

  test('knows a real board', () => {
    vehicle.receive({
      type: 'status',
      status: { ...sampleStatus, board: { state: 'ready', virtual: false, detail: '' } },
    });
    expect(vehicle.isReal).toBe(true);
  });
});

describe('the floor plan', () => {
  test('keeps the places of the profile', () => {
    const lamp = layOutPlan(sampleBus).lamps.find(({ id }) => id === 'moved');
    expect(lamp?.at).toEqual({ x: 1200, y: 1200 });
  });

  test('finds a place inside for what has none, and never twice the same', () => {
    const homeless = sampleBus.lamps.map((lamp) => ({ ...lamp, place: null }));
    const { lamps } = layOutPlan({ ...sampleBus, lamps: homeless });
    const spots = lamps.map(({ at }) => at.x);
    expect(new Set(spots).size).toBe(lamps.length);
    expect(spots.every((x) => x > 0 && x < sampleBus.plan.length)).toBe(true);
  });

  test('puts a door into the wall it is nearest to', () => {
    const plan = { length: 8400, width: 2400 };
    expect(nearestWall({ x: 7400, y: 0 }, plan)).toBe('near');
    expect(nearestWall({ x: 8400, y: 1200 }, plan)).toBe('front');
    expect(nearestWall({ x: 0, y: 1200 }, plan)).toBe('rear');
    expect(nearestWall({ x: 3000, y: 2400 }, plan)).toBe('far');
  });
});
