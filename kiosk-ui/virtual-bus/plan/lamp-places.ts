import type { BusSummary } from '@pingan/protocol/bus-summary';
import { isTurningPoint } from '../turning-point.ts';
import { freeSpot, type Point } from './free-spot.ts';

/** How far before its thing a lamp hangs. */
const BEFORE = 200;
const LAMP_GAP = 240;
/** A lamp that belongs to nothing may hang over a desk. */
const FREE_GAP = 430;

/** Lamps before their things, windows in their house, the village lantern at the rear, the beacon in front, the five in the middle. */
export function lampPlaces(
  bus: BusSummary,
  at: Record<'doors' | 'stations' | 'things' | 'windows', ReadonlyMap<string, Point>>,
): Map<string, Point> {
  const { plan } = bus;
  const found = new Map<string, Point>();
  const homeless = bus.lamps.filter(({ id, place }) => {
    if (place !== null) found.set(id, place);
    return place === null;
  });
  const rows = {
    points: homeless.filter(({ id }) => isTurningPoint(id)).map(({ id }) => id),
    lanterns: (bus.lantern?.lamps ?? []).filter((id) => homeless.some((lamp) => lamp.id === id)),
  };
  const share = (row: readonly string[], id: string) => (row.indexOf(id) + 1) / (row.length + 1);
  const inward = (y: number, by: number) => (y < plan.width / 2 ? y + by : y - by);
  const wanted = (id: string): Point | null => {
    if (rows.points.includes(id)) return { x: plan.length * share(rows.points, id), y: plan.width / 2 };
    if (rows.lanterns.includes(id)) return { x: 160, y: plan.width * (0.2 + 0.6 * share(rows.lanterns, id)) };
    if (bus.alarmRig?.beacon === id) return { x: plan.length - 200, y: plan.width / 2 };
    const own = bus.things
      .filter(({ lamp }) => lamp === id)
      .flatMap((thing) => at.things.get(thing.id) ?? []);
    const window = at.windows.get(id);
    if (window !== undefined) return window;
    if (own.length === 0) return null;
    const x = own.reduce((sum, spot) => sum + spot.x, 0) / own.length;
    return { x, y: inward(own[0]!.y, Math.min(BEFORE, plan.width / 6)) };
  };
  for (const { id } of homeless) {
    const spot = wanted(id);
    if (spot !== null) found.set(id, spot);
  }
  for (const { id } of homeless) {
    if (found.has(id)) continue;
    const names = rows.points.map((point) => found.get(point)!).map(({ x, y }) => ({ x, y: y + 330 }));
    const standing = [at.things, at.stations, at.doors].flatMap((map) => [...map.values()]);
    const taken = [...found.values(), ...names, ...standing];
    const control =
      bus.buttons.find(({ lamp }) => lamp === id) ?? bus.keyDoors.find(({ lamp }) => lamp === id);
    const door = control !== undefined && 'door' in control ? control.door : null;
    const stand = at.stations.get(control?.station ?? '') ?? at.doors.get(door ?? '');
    const means = control !== undefined && 'means' in control ? control.means : null;
    const aside = means === 'genuine' ? -300 : means === 'scam' ? 300 : 0;
    const near =
      stand === undefined
        ? { x: plan.length * 0.86, y: plan.width * 0.72 }
        : { x: stand.x + aside, y: inward(stand.y, 360) };
    found.set(id, freeSpot(near, taken, plan, stand === undefined ? FREE_GAP : LAMP_GAP));
  }
  return found;
}
