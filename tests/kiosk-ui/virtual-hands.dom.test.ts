import type { ScreenMessage } from '@pingan/protocol/screen-messages';
import type { VirtualCommand } from '@pingan/protocol/virtual-command';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Dial } from '../../kiosk-ui/virtual-bus/dial.svelte.ts';
import { LEAST_TOUCH } from '../../kiosk-ui/virtual-bus/fingers.ts';
import { layOutPlan } from '../../kiosk-ui/virtual-bus/plan/plan-layout.ts';
import { roomFor } from '../../kiosk-ui/virtual-bus/plan/shelves.ts';
import { VirtualBus } from '../../kiosk-ui/virtual-bus/virtual-bus.svelte.ts';
import { rehearsalBus } from './rehearsal-bus.ts';
import { readBack, sampleBus } from './sample-bus.ts';

const padlock = sampleBus.things.find(({ id }) => id === 'padlock')!;
const dagger = sampleBus.things.find(({ id }) => id === 'dagger')!;
const dark = 'lost' as const;

let sent: VirtualCommand[];
let vehicle: VirtualBus;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  const send = (message: ScreenMessage) => message.type === 'virtual' && sent.push(message.command) > 0;
  vehicle = new VirtualBus({ send });
  vehicle.receive({ type: 'welcome', v: 1, bus: sampleBus, station: null, content: 'sample-1' });
  vehicle.receive(readBack({}));
});
afterEach(() => {
  vehicle.stop();
  vi.useRealTimers();
});

const driven = (input: string, active: boolean) => ({ do: 'input', input, active });

describe('a hand on the virtual bus', () => {
  test('lifts a thing that lies in its place and puts back one that does not', () => {
    vehicle.takeUp(padlock);
    vehicle.receive(readBack({ inputs: { 'thing/padlock': false } }));
    vehicle.takeUp(padlock);
    expect(sent).toEqual([driven('thing/padlock', false), driven('thing/padlock', true)]);
  });

  test('a lifted thing is one whose contact is open, a touched one has it closed', () => {
    expect([padlock, dagger].map((thing) => vehicle.isInHand(thing))).toEqual([false, false]);
    vehicle.receive(readBack({ inputs: { 'thing/padlock': false, 'thing/dagger': true } }));
    expect([padlock, dagger].map((thing) => vehicle.isInHand(thing))).toEqual([true, true]);
  });

  test('says nothing of things before the board was read', () => {
    const unread = new VirtualBus({ send: () => true });
    expect(unread.isInHand(padlock)).toBe(false);
  });

  test('letting go of a lifted thing leaves it lifted', () => {
    vehicle.takeUp(padlock);
    vehicle.letGo(padlock);
    vi.advanceTimersByTime(LEAST_TOUCH * 3);
    expect(sent).toEqual([driven('thing/padlock', false)]);
  });

  test('a quick tap touches long enough to be felt', () => {
    vehicle.takeUp(dagger);
    vehicle.letGo(dagger);
    vi.advanceTimersByTime(LEAST_TOUCH - 1);
    expect(sent).toEqual([driven('thing/dagger', true)]);
    vi.advanceTimersByTime(1);
    expect(sent).toEqual([driven('thing/dagger', true), driven('thing/dagger', false)]);
  });

  test('a hold lasts as long as it is held', () => {
    vehicle.takeUp(dagger);
    vi.advanceTimersByTime(LEAST_TOUCH * 10);
    expect(sent).toHaveLength(1);
    vehicle.letGo(dagger);
    expect(sent.at(-1)).toEqual(driven('thing/dagger', false));
  });

  test('two taps in a row are one touch, and it ends', () => {
    vehicle.takeUp(dagger);
    vehicle.letGo(dagger);
    vehicle.takeUp(dagger);
    vehicle.letGo(dagger);
    vi.advanceTimersByTime(LEAST_TOUCH);
    expect(sent).toEqual([driven('thing/dagger', true), driven('thing/dagger', false)]);
  });

  test('a finger that was never there cannot be taken away', () => {
    vehicle.letGo(dagger);
    expect(sent).toEqual([]);
  });

  test('leaving the page takes every finger away', () => {
    vehicle.takeUp(dagger);
    vehicle.stop();
    expect(sent.at(-1)).toEqual(driven('thing/dagger', false));
  });

  test('turns over what stays as it is put', () => {
    vehicle.toggle('ignition');
    vehicle.toggle('handset/telephone');
    expect(sent).toEqual([driven('ignition', false), driven('handset/telephone', true)]);
  });
});

describe('the cables of the boards', () => {
  test('each is pulled and plugged by its name', () => {
    vehicle.cables.toggle('shelf', 'ready');
    vehicle.receive(readBack({ plugged: false }));
    expect(vehicle.cables.isIn('shelf', dark)).toBe(false);
    expect(vehicle.cables.isIn('main', 'ready')).toBe(true);
    vehicle.cables.toggle('shelf', dark);
    expect(sent).toEqual([
      { do: 'cable', plugged: false, board: 'shelf' },
      { do: 'cable', plugged: true, board: 'shelf' },
    ]);
  });

  test('a cable that another page pulled is known by its lost board', () => {
    vehicle.receive(readBack({ plugged: false }));
    expect(vehicle.cables.isIn('main', dark)).toBe(false);
    vehicle.cables.toggle('main', dark);
    expect(sent).toEqual([{ do: 'cable', plugged: true, board: 'main' }]);
  });

  test('a board that is lost with all cables in has not lost its cable', () => {
    expect(vehicle.cables.isIn('main', dark)).toBe(true);
  });

  test('once all are in again, nothing is remembered of what was pulled here', () => {
    vehicle.cables.toggle('shelf', 'ready');
    for (const plugged of [false, true, false]) vehicle.receive(readBack({ plugged }));
    expect(vehicle.cables.isIn('shelf', 'ready')).toBe(true);
  });

  test('a controller is silenced and let speak', () => {
    vehicle.cables.toggleSilence('lights-1');
    expect(vehicle.cables.isSilent('lights-1')).toBe(true);
    vehicle.cables.toggleSilence('lights-1');
    expect(sent).toEqual([
      { do: 'silence', controller: 'lights-1', silent: true },
      { do: 'silence', controller: 'lights-1', silent: false },
    ]);
  });
});

describe('the slider of a sensor', () => {
  test('shows the hand while it is dragged and the board at rest', () => {
    const dial = new Dial(() => undefined);
    expect(dial.shown(0.8)).toBe(0.8);
    dial.turn(0.3);
    expect(dial.shown(0.8)).toBe(0.3);
    dial.letGo();
    expect(dial.shown(0.8)).toBe(0.8);
    dial.stop();
  });

  test('sends the first and the last of many quick turns, not each of them', () => {
    const ratios: number[] = [];
    const dial = new Dial((ratio) => ratios.push(ratio));
    for (let step = 1; step <= 50; step += 1) dial.turn(step / 100);
    vi.advanceTimersByTime(1_000);
    expect(ratios).toEqual([0.01, 0.5]);
    dial.stop();
  });
});

describe('the plan of the whole bus', () => {
  const bus = rehearsalBus();
  const layout = layOutPlan(bus);

  test('draws every lamp and every thing of the profile', () => {
    expect(layout.lamps).toHaveLength(bus.lamps.length);
    expect(layout.things.map(({ id }) => id)).toEqual(bus.things.map(({ id }) => id));
  });

  test('writes the names of the five ceiling lamps alone, since sixty would overlap', () => {
    const labelled = layout.lamps.filter((lamp) => lamp.labelled).map(({ id }) => id);
    expect(labelled).toEqual(['moved', 'hushed', 'money-first', 'keys-handed-over', 'pay-to-withdraw']);
  });

  test('no thing’s mark reaches into its neighbour’s', () => {
    const places = layout.things.map(({ at }) => at);
    const size = roomFor(places);
    for (const at of places) {
      for (const other of places) {
        if (other === at) continue;
        const gap = Math.hypot(other.x - at.x, other.y - at.y);
        expect((size(at) + size(other)) / 2).toBeLessThanOrEqual(gap);
      }
    }
  });

  test('a lifted thing stays inside the bus, away from its place', () => {
    for (const { at, liftedTo } of layout.things) {
      expect(liftedTo.y).toBeGreaterThan(0);
      expect(liftedTo.y).toBeLessThan(bus.plan.width);
      expect(Math.hypot(liftedTo.x - at.x, liftedTo.y - at.y)).toBeGreaterThan(200);
    }
  });
});
