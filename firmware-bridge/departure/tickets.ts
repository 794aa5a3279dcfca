import type { Author } from '@pingan/protocol/author';
import type { Ticket } from '@pingan/protocol/departure';
import { FACT_DETAILS, type FactDetail } from '@pingan/protocol/facts';
import type { Text } from '@pingan/protocol/ids';
import type { FactBody } from '@pingan/protocol/records';
import { isLater, type Moment } from '../schedule/happenings.ts';
import { type EpochClock, wallOf } from '../schedule/day-stops.ts';
import type { EndedCheck } from './check-state.ts';

/** A fault that waits to be mended, and when it was found. */
export interface OpenTicket {
  id: string;
  item: string;
  words: Text;
  when: Moment;
}

/** What the bus must still know of its departure checks after a restart, and after their facts have gone to headquarters. */
export interface DepartureBook {
  open: OpenTicket[];
  /** Tickets that were closed: the fact that opened one may be read once more, or after the one that closed it. */
  closed: string[];
  last: { when: Moment; by: Author | null; faults: number; skipped: number } | null;
}

export const EMPTY_BOOK: DepartureBook = { open: [], closed: [], last: null };

/** A closed ticket is forgotten when this many were closed after it; by then its facts have long been confirmed. */
const MOST_CLOSED = 500;

/** What is known after one more fact. Facts may come again and in any order. */
export function departureFact(
  book: DepartureBook,
  { fact, detail, by }: Pick<FactBody, 'fact' | 'detail' | 'by'>,
  when: Moment,
): DepartureBook {
  switch (fact) {
    case 'ticket-opened':
      return opened(book, FACT_DETAILS[fact].safeParse(detail).data, when);
    case 'ticket-closed':
      return closed(book, FACT_DETAILS[fact].safeParse(detail).data);
    case 'departure-check': {
      const said = FACT_DETAILS[fact].safeParse(detail).data;
      if (said === undefined || (book.last !== null && isLater(book.last.when, when))) return book;
      const last = { when, by: by ?? null, faults: said.faults.length, skipped: said.skipped.length };
      return { ...book, last };
    }
    default:
      return book;
  }
}

/** Moments of the running epoch with the wall time that is known by now. */
export function datedBook({ open, closed, last }: DepartureBook, clock: EpochClock): DepartureBook {
  const date = (when: Moment): Moment => ({ ...when, wall: wallOf(when, clock) });
  return {
    open: open.map((ticket) => ({ ...ticket, when: date(ticket.when) })),
    ...{ closed, last: last && { ...last, when: date(last.when) } },
  };
}

/** Tickets as an officer sees them, oldest first. */
export function ticketsShown({ open }: DepartureBook, clock: EpochClock): Ticket[] {
  const byAge = (a: OpenTicket, b: OpenTicket) =>
    isLater(a.when, b.when) ? 1 : isLater(b.when, a.when) ? -1 : 0;
  return open
    .toSorted(byAge)
    .map(({ id, item, words, when }) => ({ id, item, words, since: wallOf(when, clock) }));
}

/** What a check that came to its end opens and closes. A fault that has a ticket opens no other; what was not looked at closes none. */
export function ticketChanges(
  { open }: DepartureBook,
  { plan, verdicts }: EndedCheck,
  newId: () => string,
): { opened: FactDetail<'ticket-opened'>[]; closed: FactDetail<'ticket-closed'>[] } {
  const ticketed = new Set(open.map(({ item }) => item));
  return {
    opened: plan.items.flatMap(({ id: item }) => {
      const verdict = verdicts[item];
      if (verdict?.is !== 'fault' || ticketed.has(item)) return [];
      return [{ ticket: newId(), item, words: verdict.words }];
    }),
    closed: open
      .filter(({ item }) => verdicts[item]?.is === 'good')
      .map(({ id }) => ({ ticket: id, why: 'found-good', remark: '' })),
  };
}

function opened(
  book: DepartureBook,
  detail: FactDetail<'ticket-opened'> | undefined,
  when: Moment,
): DepartureBook {
  if (detail === undefined || book.closed.includes(detail.ticket)) return book;
  if (book.open.some(({ id }) => id === detail.ticket)) return book;
  const { ticket: id, item, words } = detail;
  return { ...book, open: [...book.open, { id, item, words, when }] };
}

function closed(book: DepartureBook, detail: FactDetail<'ticket-closed'> | undefined): DepartureBook {
  if (detail === undefined || book.closed.includes(detail.ticket)) return book;
  return {
    ...book,
    open: book.open.filter(({ id }) => id !== detail.ticket),
    closed: [...book.closed, detail.ticket].slice(-MOST_CLOSED),
  };
}
