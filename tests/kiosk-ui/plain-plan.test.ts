import type { BusSummary } from '@pingan/protocol/bus-summary';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { enlarge } from '../../kiosk-ui/virtual-bus/plan/enlarge.ts';
import { distance, type Point } from '../../kiosk-ui/virtual-bus/plan/free-spot.ts';
import { layOutPlan, type PlanLayout } from '../../kiosk-ui/virtual-bus/plan/plan-layout.ts';
import { roomFor } from '../../kiosk-ui/virtual-bus/plan/shelves.ts';
import { rehearsalBus } from './rehearsal-bus.ts';

const bus = rehearsalBus();
type Placed = { id: string; place: Point | null };

/** The rehearsal bus with only those places that `keeps` says. */
function without(keeps: (id: string) => boolean): BusSummary {
  const clear = <Part extends Placed>(parts: readonly Part[]) =>
    parts.map((part) => ({ ...part, place: keeps(part.id) ? part.place : null }));
  return {
    ...bus,
    ...{ stations: clear(bus.stations), things: clear(bus.things) },
    ...{ doors: clear(bus.doors), lamps: clear(bus.lamps) },
  };
}
const bare = without(() => false);
const allOf = ({ things, lamps, stations }: PlanLayout) => [...things, ...lamps, ...stations];
const isInside = ({ x, y }: Point, { plan }: BusSummary) =>
  x >= 0 && x <= plan.length && y >= 0 && y <= plan.width;

/** Pairs of places that lie nearer to each other than `gap`. */
function tooClose(spots: readonly { id: string; at: Point }[], gap: number): string[] {
  return spots.flatMap((one, nth) =>
    spots
      .slice(nth + 1)
      .flatMap((other) => (distance(one.at, other.at) < gap ? [`${one.id} and ${other.id}`] : [])),
  );
}

describe('a bus of which the profile draws nothing', () => {
  const layout = layOutPlan(bare);

  test('has all of its forty things, sixty lamps, stands and doors inside', () => {
    expect(layout.things).toHaveLength(bare.things.length);
    expect(bare.things.length).toBeGreaterThanOrEqual(40);
    expect(layout.lamps).toHaveLength(bare.lamps.length);
    expect(bare.lamps.length).toBeGreaterThanOrEqual(60);
    expect(allOf(layout).filter(({ at }) => !isInside(at, bare))).toEqual([]);
  });

  test('no two things, lamps or stands lie on each other, and marks stay large enough to hit', () => {
    expect(tooClose(layout.things, 150)).toEqual([]);
    expect(tooClose(layout.lamps, 110)).toEqual([]);
    expect(tooClose([...layout.things, ...layout.stations], 150)).toEqual([]);
    const size = roomFor(layout.things.map(({ at }) => at));
    expect(Math.min(...layout.things.map(({ at }) => size(at)))).toBeGreaterThan(120);
  });

  test('things lie in rows along both walls, stand by stand', () => {
    const walls = layout.things.map(({ at }) => (at.y < bare.plan.width / 2 ? 'near' : 'far'));
    expect(new Set(layout.things.map(({ at }) => at.y)).size).toBe(2);
    expect(new Set(walls)).toEqual(new Set(['near', 'far']));
    for (const wall of ['near', 'far'] as const) {
      const along = layout.things.filter((_, nth) => walls[nth] === wall).toSorted((a, b) => a.at.x - b.at.x);
      const stands = along.map(({ id }) => bare.things.find((thing) => thing.id === id)!.station);
      const runs = stands.filter((stand, nth) => stand !== stands[nth - 1]);
      expect(runs).toEqual([...new Set(runs)]);
    }
  });

  test('every lamp of a thing hangs before it, nearer than before any other', () => {
    for (const { id, at } of layout.things) {
      const thing = bare.things.find((one) => one.id === id)!;
      const sharing = bare.things.filter(({ lamp }) => lamp === thing.lamp).length;
      const lamp = layout.lamps.find((one) => one.id === thing.lamp)!;
      expect(Math.abs(lamp.at.x - at.x)).toBeLessThanOrEqual(sharing * 150);
      expect(Math.abs(lamp.at.y - at.y)).toBeLessThanOrEqual(200);
    }
  });

  test('nothing stands in the way of the two doors, which are in different walls', () => {
    expect(new Set(layout.doors.map(({ wall }) => wall)).size).toBe(2);
    for (const door of layout.doors)
      for (const { at } of [...layout.things, ...layout.stations])
        expect(distance(door.at, at)).toBeGreaterThan(500);
  });

  test('whatever a hand moves has a place of its own', () => {
    const { buttons, handsets, keyDoors, rig, panelKey } = layout.parts;
    const parts = [...buttons, ...handsets, ...keyDoors].map(([id, at]) => ({ id, at }));
    const more = [rig?.magnet, rig?.motion, panelKey].flatMap((at, nth) =>
      at ? [{ id: `part ${nth}`, at }] : [],
    );
    expect(parts.length + more.length).toBe(
      bus.buttons.length + bus.handsets.length + bus.keyDoors.length + 3,
    );
    expect(tooClose([...parts, ...more], 200)).toEqual([]);
  });
});

test('of a bus that is drawn in part, what has a place keeps it, and the rest lies on nothing', () => {
  const ids = [...bus.things, ...bus.stations, ...bus.doors, ...bus.lamps].map(({ id }) => id);
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...ids)), (kept) => {
      const partly = without((id) => kept.includes(id));
      const layout = layOutPlan(partly);
      const laid = new Map(layout.things.map(({ id, at }) => [id, at]));
      for (const { id, place } of partly.things) if (place !== null) expect(laid.get(id)).toEqual(place);
      expect(tooClose(layout.things, 55)).toEqual([]);
      expect(allOf(layout).filter(({ at }) => !isInside(at, partly))).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test('a table top is drawn enlarged, with and without places, and nothing falls off it', () => {
  const short = { length: 1_200, width: 700 };
  const on = (from: BusSummary) => ({
    ...{ ...from, plan: short, vehicle: 'room' as const },
    ...{
      things: from.things.slice(0, 4),
      lamps: from.lamps.slice(0, 12),
      stations: from.stations.slice(0, 1),
    },
  });
  const table = enlarge(on(bare));
  expect(table.plan).toEqual({ length: 4_800, width: 2_800 });
  const layout = layOutPlan(table);
  expect(allOf(layout).filter(({ at }) => !isInside(at, table))).toEqual([]);
  expect(tooClose(layout.things, 150)).toEqual([]);
  const [placed] = enlarge({ ...on(bus), lamps: [{ ...bus.lamps[0]!, place: { x: 300, y: 350 } }] }).lamps;
  expect(placed!.place).toEqual({ x: 1_200, y: 1_400 });
  expect(enlarge(bus)).toBe(bus);
});

test('more things than two walls can take still each have a place', () => {
  const [thing] = bare.things;
  const crowded = {
    ...bare,
    plan: { length: 1_500, width: 1_200 },
    things: Array.from({ length: 120 }, (_, nth) => ({ ...thing!, id: `thing-${nth}` })),
  };
  const layout = layOutPlan(crowded);
  expect(layout.things).toHaveLength(120);
  expect(allOf(layout).filter(({ at }) => !isInside(at, crowded))).toEqual([]);
});
