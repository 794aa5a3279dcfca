import type { OfficerForms } from '@pingan/device-config/officer-forms';
import type { Author } from '@pingan/protocol/author';
import type { Amendment } from '@pingan/protocol/facts';
import type { Purpose, Text } from '@pingan/protocol/ids';
import type { OfficerCommand } from '@pingan/protocol/officer-commands';
import type { PlanFields } from '@pingan/protocol/schedule/plan';
import { SLOT_MS } from '@pingan/protocol/tally';
import type { Log } from '../log.ts';
import type { Suggestion } from '../schedule/forgotten.ts';
import { misfit } from '../schedule/form-fit.ts';
import type { OpenStop } from '../store/documents.ts';
import type { Ledger } from '../store/ledger.ts';
import { type Said, UnusableFact } from '../store/said-fact.ts';
import { refusals } from './refusals.ts';

export interface StopDeskParts {
  ledger: Ledger;
  forms: OfficerForms;
  /** Whether the boards are emulated: then only rehearsals can be counted. */
  isVirtual: () => boolean;
  /** The plan of a stop by the schedule or the plain list; null where there is no such stop. */
  planOf: (stop: string) => Partial<PlanFields> | null;
  /** The stop at which the bus stands, open or not. */
  standsAt: () => string | null;
  /** The stop that a fact without one is about. */
  about: () => string | null;
  suggestions: () => Suggestion[];
  /** A suggestion was answered; without a correction it was waved aside. */
  answered: (suggestion: Suggestion, isCorrected: boolean) => void;
  /** Another stop is open, or none, or for another purpose. @param opened whether visits are counted anew */
  stopChanged: (opened: boolean) => void;
  log: Log;
}

type Command<Do extends OfficerCommand['do']> = Extract<OfficerCommand, { do: Do }>;

/** Carries out what officers say of the stop they are at: arrived, open, closed, what happened there and what was counted wrongly. */
export class StopDesk {
  readonly #parts: StopDeskParts;

  constructor(parts: StopDeskParts) {
    this.#parts = parts;
  }

  arrive(id: string, by: Author): void {
    const open = this.#parts.ledger.current.stop;
    if (this.#parts.standsAt() === id) return;
    if (open !== null) throw refusals.otherIsOpen(open);
    this.#keep('stop-arrived', { by, stop: this.#planned(id) });
  }

  async open(id: string, purpose: Purpose, by: Author): Promise<void> {
    const stop = this.#planned(id);
    this.#mustCount(purpose);
    await this.#parts.ledger.openStop(stop, purpose, by);
    this.#parts.stopChanged(true);
  }

  async close(by: Author): Promise<void> {
    await this.#parts.ledger.closeStop(by);
    this.#parts.stopChanged(false);
  }

  async changePurpose(purpose: Purpose, by: Author): Promise<void> {
    const { ledger, stopChanged } = this.#parts;
    if (ledger.current.stop === null) throw refusals.nothingOpen();
    this.#mustCount(purpose);
    await ledger.changePurpose(purpose, by);
    stopChanged(false);
  }

  /** What happened at the stop; the form is filled in after closing as well. */
  fact({ fact, detail, stop: about }: Command<'fact'>, by: Author): void {
    const wrong = misfit(fact, detail, this.#parts.forms);
    if (wrong !== null) throw refusals.notOnForm(wrong);
    const id = about ?? this.#parts.about();
    const isOfBus = fact === 'odometer' || fact === 'weather';
    if (id === null && !isOfBus) throw refusals.noStopYet();
    this.#keep(fact, { by, detail, stop: id === null ? null : this.#named(id) });
  }

  queue(queue: Command<'queue'>['queue'], by: Author): void {
    this.#keep('queue', { by, detail: { queue } });
  }

  /** Mostly done once a stop is closed, and then told with it. */
  handOver(to: Author, remark: string, by: Author): void {
    const id = this.#parts.about();
    this.#keep('shift-handed-over', {
      by,
      detail: { to, remark },
      stop: id === null ? null : this.#named(id),
    });
  }

  /** One correction for each start of the process that the stretch goes through; a stop that was left open is closed as well. */
  async amend({ suggestion: id, stop, purpose, reason }: Command<'amend'>, by: Author): Promise<void> {
    const { ledger, answered, stopChanged } = this.#parts;
    const suggestion = this.#suggestion(id);
    this.#mustCount(purpose);
    const named = stop === null ? null : this.#named(stop);
    for (const { epoch, from, to } of suggestion.stretches) {
      const stretch = { from: from * SLOT_MS, to: to * SLOT_MS };
      const detail: Amendment = { epoch, ...stretch, stop, purpose, reason, replaces: [] };
      this.#keep('amended', { by, detail, stop: named });
    }
    answered(suggestion, true);
    if (suggestion.why !== 'forgot-close' || ledger.current.stop === null) return;
    await ledger.closeStop(by);
    stopChanged(false);
  }

  waveAside(id: string): void {
    this.#parts.answered(this.#suggestion(id), false);
  }

  /** A stop left open with real boards must not go on counting service when the board is a virtual one now. */
  async leaveForeignPurpose(): Promise<void> {
    const { isVirtual, ledger, log } = this.#parts;
    if (!isVirtual() || ledger.current.purpose === 'rehearsal') return;
    log.warn(
      { stop: ledger.current.stop },
      'closing a stop that was opened with real boards: this board is virtual',
    );
    await ledger.closeStop();
  }

  #keep(fact: string, said: Said): void {
    try {
      this.#parts.ledger.fact(fact, said);
    } catch (problem) {
      throw problem instanceof UnusableFact ? refusals.badDetail(problem.message) : problem;
    }
  }

  /** A stop that may be arrived at and opened, under the name of its plan. */
  #planned(id: string): OpenStop {
    const plan = this.#parts.planOf(id);
    if (plan === null) throw refusals.noSuchStop(id);
    if (plan.status === 'cancelled') throw refusals.cancelled(id);
    if (plan.place === undefined) throw refusals.noPlace(id);
    return { id, name: plan.place.name };
  }

  #named(id: string): OpenStop {
    const { ledger, planOf } = this.#parts;
    if (ledger.openedStop?.id === id) return ledger.openedStop;
    const name: Text | undefined = planOf(id)?.place?.name;
    if (name === undefined) throw refusals.noSuchStop(id);
    return { id, name };
  }

  #suggestion(id: string): Suggestion {
    const found = this.#parts.suggestions().find((each) => each.id === id);
    if (found === undefined) throw refusals.noSuggestion();
    return found;
  }

  #mustCount(purpose: Purpose): void {
    if (this.#parts.isVirtual() && purpose !== 'rehearsal') throw refusals.onlyRehearsal();
  }
}
