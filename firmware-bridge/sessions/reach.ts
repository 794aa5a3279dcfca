import type { Reach } from '@pingan/protocol/screen-messages';

/** The reach with what a visitor changed in it; the very same where nothing is different. */
export function withReach(reach: Reach, change: { [K in keyof Reach]?: Reach[K] | undefined }): Reach {
  const told = Object.entries(change).filter(([, value]) => value !== undefined);
  const changed: Reach = { ...reach, ...(Object.fromEntries(told) as Partial<Reach>) };
  const same = (Object.keys(reach) as (keyof Reach)[]).every((key) => reach[key] === changed[key]);
  return same ? reach : changed;
}
