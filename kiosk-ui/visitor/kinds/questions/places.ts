import type { Measure } from '@pingan/content/kinds/questions/questions';

/** The drawing of the house is this large; its places are discs of PLACE_RADIUS. */
export const HOUSE_WIDTH = 320;
export const HOUSE_HEIGHT = 250;
export const PLACE_RADIUS = 14;

/** Where on the house each measure belongs. */
export const PLACES: Record<Measure['drawing'], { x: number; y: number }> = {
  alarm: { x: 238, y: 112 },
  'window-lock': { x: 110, y: 158 },
  'timer-light': { x: 238, y: 158 },
  'sensor-light': { x: 174, y: 116 },
  peephole: { x: 174, y: 162 },
  cylinder: { x: 159, y: 202 },
  key: { x: 190, y: 202 },
  neighbour: { x: 34, y: 190 },
  battery: { x: 292, y: 206 },
};

/** What a measure's place shows: lit once it is chosen; a dark place by night where it is missing, `critical` where that alone lets somebody in. */
export type PlaceState = 'lit' | 'waiting' | 'dark' | 'critical';

export function placeState(measure: Measure, bought: readonly string[], night: boolean): PlaceState {
  if (bought.includes(measure.id)) return 'lit';
  if (!night) return 'waiting';
  return measure.critical ? 'critical' : 'dark';
}
