import { MAX_MESSAGE_BYTES } from '@pingan/protocol/records';
import type { Receipt } from '@pingan/protocol/receipts';
import type { Log } from '../log.ts';
import { decide, type DeliveryEvent, type DeliveryState } from './delivery.ts';
import type { DownListeners, HeadquartersLink, LinkStatus, PresenceReport } from './headquarters-link.ts';
import { MqttLink } from './mqtt-link.ts';
import type { Outbox, OutboxItem } from './outbox.ts';
import { presencePause } from './presence-pace.ts';

export interface HeadquartersSyncParts {
  bus: string;
  /** mqtt:// or mqtts:// address. */
  broker: string;
  outbox: Outbox;
  presence: () => PresenceReport;
  /** Monotonic milliseconds. */
  now: () => number;
  log: Log;
  /** 0..1; spreads resends and reconnects. */
  random?: () => number;
  /** Another way to headquarters than MQTT. */
  link?: HeadquartersLink;
  /** Hears of every change of `status`. */
  changed?: () => void;
  /** Hears what headquarters sends down. */
  down?: DownListeners;
  /** Hears of every record that the link took. */
  handedOver?: (item: OutboxItem) => void;
}

/** Brings what the outbox holds to headquarters, for as long and as often as it takes, and its receipts back. */
export class HeadquartersSync {
  readonly #parts: HeadquartersSyncParts;
  readonly #random: () => number;
  readonly #link: HeadquartersLink;
  #delivery: DeliveryState = { is: 'away' };
  #told: PresenceReport | null = null;
  #wake: NodeJS.Timeout | undefined;
  #presence: { timer: NodeJS.Timeout; dueAt: number } | null = null;
  #stopListening: () => void = () => undefined;
  #running = false;

  constructor(parts: HeadquartersSyncParts) {
    this.#parts = parts;
    this.#random = parts.random ?? Math.random;
    const { bus, broker, log } = parts;
    this.#link = parts.link ?? new MqttLink({ bus, broker, log, random: this.#random });
  }

  get status(): LinkStatus {
    return this.#link.status;
  }

  start(): void {
    this.#running = true;
    this.#stopListening = this.#parts.outbox.onChanged(() => {
      this.#deliver({ type: 'changed' });
      this.presenceChanged();
    });
    this.#tellPresence();
    this.#link.start({
      onConnected: () => this.#deliver({ type: 'connected' }),
      onDisconnected: () => this.#deliver({ type: 'disconnected' }),
      onReceipts: (receipts) => void this.#takeReceipts(receipts),
      onStatus: () => this.#parts.changed?.(),
      onSchedule: (snapshot) => this.#parts.down?.onSchedule(snapshot),
      onCrew: (list) => this.#parts.down?.onCrew(list),
      onWarnings: (list) => this.#parts.down?.onWarnings(list),
    });
  }

  /** To be called when board, stop or purpose changed; repeated calls are one message. */
  presenceChanged(): void {
    if (!this.#running) return;
    const pause = presencePause(this.#told, this.#parts.presence());
    if (pause === null) return;
    const dueAt = this.#parts.now() + pause;
    if (this.#presence !== null && this.#presence.dueAt <= dueAt) return;
    clearTimeout(this.#presence?.timer);
    this.#presence = { dueAt, timer: setTimeout(() => this.#tellPresence(), pause) };
  }

  /** Says "offline" and ends. What is unconfirmed stays in the outbox. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#stopListening();
    clearTimeout(this.#wake);
    clearTimeout(this.#presence?.timer);
    await this.#link.stop();
  }

  #tellPresence(): void {
    this.#presence = null;
    this.#told = this.#parts.presence();
    this.#link.announce(this.#told);
  }

  async #takeReceipts(receipts: readonly Receipt[]): Promise<void> {
    for (const receipt of receipts) {
      try {
        await this.#parts.outbox.confirm(receipt);
      } catch (problem) {
        this.#parts.log.error(
          { err: problem, receipt },
          'a receipt could not be taken in; the record is sent again',
        );
      }
    }
    this.#deliver({ type: 'receipts', receipts });
  }

  #deliver(event: DeliveryEvent): void {
    if (!this.#running) return;
    const { now, outbox } = this.#parts;
    const at = now();
    const decision = decide(this.#delivery, event, {
      at,
      items: outbox.unconfirmed(),
      jitter: this.#random(),
    });
    this.#delivery = decision.state;
    clearTimeout(this.#wake);
    if (decision.wakeAt !== null) {
      this.#wake = setTimeout(
        () => this.#deliver({ type: 'woken' }),
        Math.max(1, Math.ceil(decision.wakeAt - at)),
      );
    }
    for (const item of decision.publish) this.#publish(item);
  }

  #publish(item: OutboxItem): void {
    const { log, outbox } = this.#parts;
    const text = JSON.stringify(outbox.record(item));
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_MESSAGE_BYTES) {
      log.error(
        { item, bytes },
        `${item.kind} ${item.id} has ${bytes} bytes, more than headquarters takes; it stays on the bus`,
      );
      return;
    }
    this.#link.publish(text).then(
      () => this.#parts.handedOver?.(item),
      (problem: unknown) =>
        log.debug({ err: problem, item }, 'a record was not taken; it is sent again later'),
    );
  }
}
