import type { Purpose } from '@pingan/protocol/ids';
import type { ShardBody } from '@pingan/protocol/records';

/** Entries through all doors in one 15-minute slot, counted under one stop (or none) and one purpose. */
export interface SlotEntries {
  slot: number;
  stop: string | null;
  purpose: Purpose;
  entries: number;
}

/** What the doorway saw in one epoch. */
export interface EpochActivity {
  epoch: string;
  boot: number;
  /** Wall clock minus monotonic clock in milliseconds; null while no clock was known. */
  offset: number | null;
  slots: readonly SlotEntries[];
}

/** The entries that shards of one epoch hold, in the order of their slots. */
export function entriesOf(shards: readonly Pick<ShardBody, 'segments' | 'cells'>[]): SlotEntries[] {
  const counted = shards.flatMap(({ segments, cells }) => {
    const known = new Map(segments.map((segment) => [segment.id, segment]));
    return cells.flatMap(([id, slot, , metric, , n]): SlotEntries[] => {
      const segment = known.get(id);
      if (metric !== 'door.in' || slot === null || segment === undefined) return [];
      return [{ slot, stop: segment.stop, purpose: segment.purpose, entries: n }];
    });
  });
  return counted.reduce(withEntries, []).sort((a, b) => a.slot - b.slot);
}

/** The slots with these entries added to them. */
export function withEntries(slots: readonly SlotEntries[], more: SlotEntries): SlotEntries[] {
  const same = slots.findLastIndex(
    ({ slot, stop, purpose }) => slot === more.slot && stop === more.stop && purpose === more.purpose,
  );
  if (same < 0) return [...slots, more];
  return slots.with(same, { ...more, entries: slots[same]!.entries + more.entries });
}
