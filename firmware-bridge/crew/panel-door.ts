import type { Author } from '@pingan/protocol/author';
import type { OfficerDay, PanelIdentify, PanelIdentity } from '@pingan/protocol/officer-day';

/** Whoever is at a panel of a rehearsal without crew. */
export const REHEARSAL: Author = { id: 'rehearsal', name: '演练' };

/** Where a panel is: on a screen of the bus (one lent by a visitors' station, or the officers' own), or on a phone. */
export type PanelPlace = { is: 'here'; station: string | null } | { is: 'phone' };

/** Who is at each officer panel. `screen` names one open page and is never used again. */
export interface PanelDoor {
  /** A panel has opened; what it is to show. */
  entered(screen: string, place: PanelPlace): PanelIdentity;
  /** Rejects with {@link NotIdentified} where whoever is known there stays known. */
  identify(screen: string, as: PanelIdentify): Promise<PanelIdentity>;
  /** What a panel is to show now. The token is told only by the `identify` that made it. */
  identity(screen: string): PanelIdentity;
  who(screen: string): Author | null;
  /** Somebody did something at this panel: it is not left alone. */
  heard(screen: string): void;
  left(screen: string): void;
  /** A rehearsal without crew: panels on the bus ask nobody who they are. Phones are asked all the same. */
  readonly open: boolean;
  /** Everybody who may open a panel, by the newest list. */
  crew(): Author[];
  signedIn(): Author[];
  /** Whoever holds this token, for what a phone asks outside of its WebSocket. */
  holderOf(token: string): Author | null;
  /** Shows a code for pairing a phone, or takes it away. Throws {@link NotIdentified} where that cannot be. */
  pair(screen: string, on: boolean): void;
  pairing(): OfficerDay['pairing'];
  onChanged(listener: () => void): void;
}

/** Said to the person at the panel, whose identity stays what it was. */
export class NotIdentified extends Error {
  readonly zh: string;

  constructor(words: { zh: string; en: string }) {
    super(words.en);
    this.zh = words.zh;
  }
}
