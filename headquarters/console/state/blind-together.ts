import type { BlindDoor } from '../../statistics/blind-doors.ts';

/** What stops say of their doors, for each bus and door together: the longest first. */
export function blindTogether(
  stops: readonly { bus: string; blind?: readonly BlindDoor[] | undefined }[],
): (BlindDoor & { bus: string })[] {
  const doors = new Map<string, BlindDoor & { bus: string }>();
  for (const { bus, blind = [] } of stops)
    for (const { door, seconds } of blind) {
      const key = `${bus} ${door ?? ''}`;
      doors.set(key, { bus, door, seconds: (doors.get(key)?.seconds ?? 0) + seconds });
    }
  return [...doors.values()].sort((a, b) => b.seconds - a.seconds || a.bus.localeCompare(b.bus));
}
