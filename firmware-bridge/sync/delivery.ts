import type { Receipt } from '@pingan/protocol/receipts';
import type { OutboxItem } from './outbox.ts';

/** Records on their way at a time. */
export const WINDOW = 20;
export const FIRST_RESEND_MS = 30_000;
export const LONGEST_RESEND_MS = 10 * 60_000;

/** One record that was sent over the present connection. */
interface Sending {
  rev: number;
  /** How often, over this connection. */
  times: number;
  sentAt: number;
  /** Until then it occupies a place in the window; later another record may have the place. */
  awaitedUntil: number;
  /** From then on it may be sent again. */
  againAt: number;
}

/** What delivery remembers; times are monotonic milliseconds. */
export type DeliveryState =
  | { is: 'away' }
  | {
      is: 'connected';
      sendings: ReadonlyMap<string, Sending>;
      /** How often in a row a wait ended without any receipt: headquarters is probably away behind a broker. */
      silences: number;
      lastReceiptAt: number;
    };

export type DeliveryEvent =
  | { type: 'connected' }
  | { type: 'disconnected' }
  /** The outbox has other items or revisions. */
  | { type: 'changed' }
  /** Already taken in by the outbox. */
  | { type: 'receipts'; receipts: readonly Pick<Receipt, 'kind' | 'id' | 'rev'>[] }
  | { type: 'woken' };

export interface Circumstances {
  at: number;
  /** What the outbox holds now, newest first. */
  items: readonly OutboxItem[];
  /** 0..1, drawn anew for every decision, so that 500 buses do not resend in step. */
  jitter: number;
}

export interface Decision {
  state: DeliveryState;
  publish: OutboxItem[];
  /** When to decide again, should nothing happen before; null: no need. */
  wakeAt: number | null;
}

/**
 * What to send now. At most `WINDOW` records are awaited at a time, newest first. One without a receipt is sent again
 * after 30 s, doubling up to 10 min; in between its place goes to records sent less often, so that a record nobody
 * answers blocks no other. While nothing at all is answered, everything slows down alike. A receipt for an older
 * revision frees nothing. A new connection starts over.
 */
export function decide(before: DeliveryState, event: DeliveryEvent, now: Circumstances): Decision {
  if (event.type === 'disconnected') return { state: { is: 'away' }, publish: [], wakeAt: null };
  if (event.type === 'connected') {
    return send({ is: 'connected', sendings: new Map(), silences: 0, lastReceiptAt: now.at }, now);
  }
  if (before.is === 'away') return { state: before, publish: [], wakeAt: null };
  if (event.type === 'receipts' && event.receipts.length > 0) {
    return send(
      {
        ...before,
        silences: 0,
        lastReceiptAt: now.at,
        sendings: withoutAnswered(before.sendings, event.receipts, now.items),
      },
      now,
    );
  }
  return send(before, now);
}

function keyOf(item: Pick<Receipt, 'kind' | 'id'>): string {
  return `${item.kind}:${item.id}`;
}

/**
 * A sending ends when its own revision or a newer one was answered. Where the outbox nevertheless still holds just
 * that revision it did not accept the answer; then the sending stays, or the two would exchange messages without pause.
 */
function withoutAnswered(
  sendings: ReadonlyMap<string, Sending>,
  receipts: readonly Pick<Receipt, 'kind' | 'id' | 'rev'>[],
  items: readonly OutboxItem[],
): Map<string, Sending> {
  const left = new Map(sendings);
  const held = new Map(items.map((item) => [keyOf(item), item.rev]));
  for (const receipt of receipts) {
    const key = keyOf(receipt);
    const sending = left.get(key);
    if (sending === undefined || receipt.rev < sending.rev) continue;
    const rev = held.get(key);
    if (rev === undefined || rev > receipt.rev) left.delete(key);
  }
  return left;
}

function send(before: Extract<DeliveryState, { is: 'connected' }>, now: Circumstances): Decision {
  const held = new Set(now.items.map(keyOf));
  const sendings = new Map([...before.sendings].filter(([key]) => held.has(key)));
  const silences = before.silences + (fellSilent(sendings, before.lastReceiptAt, now.at) ? 1 : 0);
  // A silence is noticed once: from here on the next one has to come from a later sending.
  const lastReceiptAt = silences > before.silences ? now.at : before.lastReceiptAt;

  const awaited = [...sendings.values()].filter((sending) => sending.awaitedUntil > now.at).length;
  const publish = now.items
    .filter((item) => mayGo(sendings.get(keyOf(item)), now.at))
    .map((item) => ({ item, times: sendings.get(keyOf(item))?.times ?? 0 }))
    .sort((a, b) => a.times - b.times)
    .slice(0, WINDOW - awaited)
    .map(({ item }) => item);
  for (const item of publish) {
    const times = (sendings.get(keyOf(item))?.times ?? 0) + 1;
    sendings.set(keyOf(item), {
      rev: item.rev,
      times,
      sentAt: now.at,
      awaitedUntil: now.at + pause(silences, now.jitter),
      againAt: now.at + pause(Math.max(silences, times - 1), now.jitter),
    });
  }
  const state: DeliveryState = { is: 'connected', sendings, silences, lastReceiptAt };
  return { state, publish, wakeAt: nextMoment(sendings, now.at) };
}

function mayGo(sending: Sending | undefined, at: number): boolean {
  return sending === undefined || (sending.awaitedUntil <= at && sending.againAt <= at);
}

/** Whether a wait has ended since the last receipt, for something sent after that receipt. */
function fellSilent(sendings: ReadonlyMap<string, Sending>, lastReceiptAt: number, at: number): boolean {
  return [...sendings.values()].some(
    (sending) => sending.awaitedUntil <= at && sending.sentAt >= lastReceiptAt,
  );
}

/** 30 s, doubling up to 10 min, a quarter less to a quarter more. */
function pause(doublings: number, jitter: number): number {
  return Math.min(FIRST_RESEND_MS * 2 ** doublings, LONGEST_RESEND_MS) * (0.75 + 0.5 * jitter);
}

function nextMoment(sendings: ReadonlyMap<string, Sending>, at: number): number | null {
  const moments = [...sendings.values()].flatMap(({ awaitedUntil, againAt }) => [awaitedUntil, againAt]);
  const later = moments.filter((moment) => moment > at);
  return later.length === 0 ? null : Math.min(...later);
}
