import type { Room } from './free-spot.ts';
import type { Wall } from './walls.ts';

/** Thickness of the walls, and what is in front of the room: the driver's cab. Millimetres. */
export const WALL = 90;
export const CAB = 1_150;
const DOOR = 900;
const PANE = 920;
const POST = 240;
const WHEEL = 760;

/** The outline of a bus from above, `inset` millimetres within its outer skin; it drives to the right. */
export function hullPath({ length, width }: Room, inset: number): string {
  const [left, top] = [-WALL + inset, -WALL + inset];
  const bottom = width + WALL - inset;
  const nose = length + CAB + WALL - inset;
  const round = 200 - inset;
  const shoulder = length + CAB * 0.62;
  return (
    `M${left + round} ${top}H${shoulder}C${length + CAB * 0.94} ${top} ${nose} ${width * 0.14} ${nose} ${width * 0.32}` +
    `V${width * 0.68}C${nose} ${width * 0.86} ${length + CAB * 0.94} ${bottom} ${shoulder} ${bottom}` +
    `H${left + round}Q${left} ${bottom} ${left} ${bottom - round}V${top + round}Q${left} ${top} ${left + round} ${top}Z`
  );
}

interface DoorInWall {
  at: { x: number };
  wall: Wall;
}

const isFree = (from: number, to: number, doors: readonly DoorInWall[], wall: Wall) =>
  doors.every((door) => door.wall !== wall || to < door.at.x - DOOR / 2 || from > door.at.x + DOOR / 2);

/** Where the panes of a long wall begin, clear of its doors. */
export function panes(
  length: number,
  doors: readonly DoorInWall[],
  wall: 'near' | 'far',
): { x: number; width: number }[] {
  const many = Math.max(1, Math.floor((length - POST) / (PANE + POST)));
  const first = (length - many * PANE - (many - 1) * POST) / 2;
  return Array.from({ length: many }, (_, nth) => ({ x: first + nth * (PANE + POST), width: PANE })).filter(
    ({ x, width }) => isFree(x - 60, x + width + 60, doors, wall),
  );
}

/** Left edge of the wheels on one side: the front one under the cab, the rear one clear of a door. */
export function wheels(length: number, doors: readonly DoorInWall[], wall: 'near' | 'far'): number[] {
  const rear = [0.2, 0.27, 0.34, 0.13].map((share) => length * share);
  const clear = rear.find((x) => isFree(x, x + WHEEL, doors, wall)) ?? rear[0]!;
  return [clear, length + CAB * 0.02];
}
export { WHEEL };
