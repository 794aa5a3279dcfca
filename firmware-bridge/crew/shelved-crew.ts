import type { CrewList } from '@pingan/protocol/crew';
import type { Log } from '../log.ts';
import { isNewer, keysUnder } from './crew-book.ts';
import type { CrewShelf } from './crew-shelf.ts';

/** The crew as the shelf holds it: takes what is newer, keeps the keys true to it, and has changes written. */
export class ShelvedCrew {
  readonly #parts: { shelf: CrewShelf; bus: string; log: Log };

  constructor(parts: { shelf: CrewShelf; bus: string; log: Log }) {
    this.#parts = parts;
    const { shelf } = parts;
    // A power cut may have fallen between a new list and what it takes from the keys.
    if (shelf.list !== null) shelf.setKeys(keysUnder(shelf.list, shelf.keys));
  }

  /** Holds at once; `write` makes it safe. False where the list changes nothing. */
  take(list: CrewList): boolean {
    const { shelf, bus, log } = this.#parts;
    if (!isNewer(shelf.list, list, bus)) {
      const held = shelf.list?.revision ?? null;
      log.debug({ bus: list.bus, revision: list.revision, held }, 'a crew list that changes nothing');
      return false;
    }
    shelf.setList(list);
    shelf.setKeys(keysUnder(list, shelf.keys));
    log.info({ revision: list.revision, members: list.members.length }, 'a new crew list');
    return true;
  }

  /** Writes what has changed. Never rejects because of the disk: the next call tries again. */
  async write(): Promise<void> {
    const { shelf, log } = this.#parts;
    if (!shelf.dirty) return;
    try {
      await shelf.write();
    } catch (problem) {
      log.error({ err: problem }, 'the crew of this bus could not be written; it is tried again');
    }
  }
}
