import type { Ticket } from '@pingan/protocol/departure';
import type { OfficerDesk } from '../officer-desk.svelte.ts';

const LONGEST_REMARK = 500;

/** Noting faults as mended, one at a time, each with a remark if somebody cares to write one. */
export class Mending {
  /** What is written about the fault that is open. */
  remark = $state('');

  #desk: OfficerDesk;
  #open = $state<string | null>(null);

  constructor(desk: OfficerDesk) {
    this.#desk = desk;
  }

  /** The fault that is about to be noted; null where another panel was quicker. */
  open: Ticket | null = $derived.by(
    () => this.#desk.day?.tickets.find(({ id }) => id === this.#open) ?? null,
  );

  begin(ticket: string): void {
    this.#open = ticket;
    this.remark = '';
  }

  putOff(): void {
    this.#open = null;
  }

  /** What was written stays where the bus did not hear it. */
  note(): void {
    if (this.open === null) return;
    const remark = this.remark.trim().slice(0, LONGEST_REMARK);
    if (this.#desk.command({ do: 'mended', ticket: this.open.id, remark })) this.#open = null;
  }
}
