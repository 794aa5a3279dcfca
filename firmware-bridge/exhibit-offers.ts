import { type Exhibit, playableExhibits } from '@pingan/content/pack';
import type { ReadContentPack } from '@pingan/content/read-content-pack';
import type { BusProfile } from '@pingan/device-config/profile';
import type { Purpose } from '@pingan/protocol/ids';
import { neverOffered } from './sessions/offers.ts';

export interface ExhibitOffersParts {
  content: ReadContentPack;
  purpose: () => Purpose;
  /** Exhibits that an officer turned off. */
  off: () => readonly string[];
}

/** Which exhibits of the content may be shown now. */
export class ExhibitOffers {
  readonly #parts: ExhibitOffersParts;
  #shown: { purpose: Purpose; off: readonly string[]; exhibits: readonly Exhibit[] } | undefined;

  constructor(parts: ExhibitOffersParts) {
    this.#parts = parts;
  }

  /**
   * Those that the present purpose allows and no officer has turned off. Asked for at every touch; looking through all texts of a pack
   * takes longer than a touch may.
   */
  playable(): readonly Exhibit[] {
    const { content } = this.#parts;
    const [purpose, off] = [this.#parts.purpose(), this.#parts.off()];
    if (this.#shown?.purpose !== purpose || this.#shown.off !== off) {
      const exhibits = playableExhibits(content.pack, purpose).filter(({ id }) => !off.includes(id));
      this.#shown = { purpose, off, exhibits };
    }
    return this.#shown.exhibits;
  }

  /** What the stations of this bus will never show, in words for whoever sets it up. */
  never({ stations, alarmRig }: Pick<BusProfile, 'alarmRig' | 'stations'>): string[] {
    return neverOffered(stations, this.#parts.content.pack.exhibits, alarmRig?.station ?? null);
  }
}
