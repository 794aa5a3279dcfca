import { type Exhibit, reviewPending } from '@pingan/content/pack';
import type { ReadContentPack } from '@pingan/content/read-content-pack';
import type { Stop } from '@pingan/device-config/stops';
import type { BusStatus } from '@pingan/protocol/screen-messages';
import type { LedgerStatus } from './store/ledger.ts';

/** What officers may know of the list of stops. */
export function stopsStatus(stops: readonly Stop[]): BusStatus['stops'] {
  return stops.map(({ id, name, date }) => ({ id, name, date: date ?? null }));
}

/** What can be shown now, what it is called, and what waits for a bureau or was left out. */
export function contentStatus(
  { pack, leftOut }: ReadContentPack,
  playable: readonly Exhibit[],
): BusStatus['content'] {
  return {
    exhibits: playable.map(({ id }) => id),
    titles: Object.fromEntries(pack.exhibits.map(({ id, title: { zh, en } }) => [id, { zh, en }])),
    reviewPending: pack.exhibits.filter(reviewPending).map(({ id }) => id),
    leftOut,
  };
}

/** The store and what headquarters has not confirmed. @param lastConfirmed Unix milliseconds, if they can be known */
export function storeStatus(
  { state, detail, backlog }: LedgerStatus,
  lastConfirmed: number | null,
): Pick<BusStatus, 'store' | 'backlog'> {
  return { store: { state, detail }, backlog: { records: backlog, lastConfirmed } };
}
