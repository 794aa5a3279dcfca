/** A lamp as the wire sees it. Neighbouring channels of a chip can share a message; a pin (`chip` null) goes by itself. */
export interface TrafficLamp {
  chip: number | null;
  channel: number;
  /** Value of full brightness. */
  full: number;
}

/** What goes to the board in one piece. */
export interface LightMessage {
  /** Lamps by their place in the list; of a chip, in the order of their channels. */
  lamps: readonly number[];
  values: readonly number[];
  /** Its length on the wire. */
  bytes: number;
  urgent: boolean;
}

/** How a picture may use the wire. */
export interface PictureOptions {
  /** Its big changes overtake everything that waits. */
  urgent: boolean;
  /** Share 0..1 of the wire that it may take otherwise. */
  share: number;
}

/** Ambient light leaves the rest of the wire to whatever visitors do. */
export const AMBIENT_SHARE = 0.6;

/** Firmata parses 64 bytes and Wire buffers 32: more than 7 channels in one I2C message are cut off. */
export const LONGEST_BLOCK = 7;
/** Ordinary light goes in shorter blocks, so that a touch never waits long for the block before it. */
const ORDINARY_BLOCK = 4;
/**
 * Bytes that may still be under way when the next ordinary message is written: as many as the wire carries while the
 * caller is late, as it was lately. More keep a touch waiting, fewer leave the wire idle.
 */
const ORDINARY_AHEAD = { least: 4, most: 24 };
/** Weight of the newest lateness in what is expected of the next. */
const LATENESS_WEIGHT = 1 / 8;
/** Urgent messages are written before their turn, but not all at once, so that the next touch can overtake them too. */
const URGENT_AHEAD = 64;
/** Change of level from which a lamp of an urgent picture is meant by it; the rest are fades that go on meanwhile. */
const URGENT_JUMP = 1 / 8;
/** The board is asked for a sign after so many bytes of light, and ordinary light waits while too many are unanswered. */
const MARK_EVERY = 160;
const MARKS_AHEAD = 2;
const MARK_LOST_MS = 1000;
/** Milliseconds that an answer of six bytes is under way itself. */
const ANSWER_MS = 1.5;

/**
 * Decides what light goes to a board next. It keeps the newest picture and what the board has been sent; older pictures are
 * replaced, never queued. Times are milliseconds on the caller's clock; nothing here waits or writes.
 */
export class LightTraffic {
  readonly #lamps: readonly TrafficLamp[];
  readonly #bytesPerMs: number;
  /** Lamps by chip and channel; a sweep goes through them in this order and begins again. */
  readonly #order: readonly number[];
  readonly #wanted: number[];
  readonly #sent: (number | undefined)[];
  readonly #urgent = new Set<number>();
  readonly #silent = new Set<number>();
  /** An urgent picture of which nothing has been written yet. */
  #fresh = false;
  #share = AMBIENT_SHARE;
  #cursor = 0;
  #wireFreeAt = 0;
  /** When the caller was told to come back, and how many milliseconds too late it mostly comes. */
  #promisedAt: number | undefined;
  #lateness = 0;
  /** Bytes of ordinary light that may be written at once; negative while it owes the wire a pause. */
  #credit = 0;
  #creditAt = 0;
  #sinceMark = 0;
  #written = 0;
  #marks: { at: number; written: number }[] = [];

  constructor(lamps: readonly TrafficLamp[], bytesPerMs: number) {
    this.#lamps = lamps;
    this.#bytesPerMs = bytesPerMs;
    this.#order = lamps.map((_, index) => index).sort((a, b) => this.#compare(a, b));
    this.#wanted = lamps.map(() => 0);
    this.#sent = lamps.map(() => undefined);
  }

  /** The newest complete picture: a value for each lamp. */
  want(values: readonly number[], { urgent, share }: PictureOptions, at: number): void {
    this.#settle(at);
    this.#promisedAt = undefined;
    this.#share = share;
    const changed = values.flatMap((value, lamp) => (value === this.#wanted[lamp] ? [] : [lamp]));
    for (const [lamp, value] of values.entries()) this.#wanted[lamp] = value;
    if (!urgent) return;
    const jumps = this.#order.filter((lamp) => this.#pending(lamp) && this.#jump(lamp) >= URGENT_JUMP);
    const meant = jumps.length > 0 ? jumps : changed.filter((lamp) => this.#pending(lamp));
    for (const lamp of meant) this.#urgent.add(lamp);
    if (meant.length > 0) this.#fresh = true;
  }

  /** All channels of a chip show this value now; undefined: they may show anything. */
  chipShows(chip: number, value: number | undefined): void {
    for (const [index, lamp] of this.#lamps.entries()) if (lamp.chip === chip) this.#sent[index] = value;
  }

  /** Nothing is sent to a chip that does not answer. */
  setSilent(chip: number, silent: boolean): void {
    if (silent) this.#silent.add(chip);
    else this.#silent.delete(chip);
  }

  /** Bytes of whatever kind were handed to the wire. */
  wrote(bytes: number, at: number): void {
    this.#written += bytes;
    this.#wireFreeAt = Math.max(this.#wireFreeAt, at) + bytes / this.#bytesPerMs;
  }

  /** Bytes that are still on their way, by the speed of the wire. */
  inFlight(at: number): number {
    return Math.max(0, (this.#wireFreeAt - at) * this.#bytesPerMs);
  }

  /** What to write now, and it counts as sent; undefined while there is nothing, or the wire belongs to others. */
  next(at: number): LightMessage | undefined {
    const urgent = this.#nextUrgent();
    if (urgent.length > 0) return at < this.#urgentAt() ? undefined : this.#take(urgent, true, at);
    const ordinary = this.#nextOrdinary();
    if (ordinary.length === 0 || at < this.#ordinaryAt(at)) return undefined;
    return this.#take(ordinary, false, at);
  }

  /** When `next` may have something; undefined when the board shows the picture. */
  wakeAt(at: number): number | undefined {
    this.#promisedAt = undefined;
    if (this.#nextUrgent().length > 0) return this.#urgentAt();
    if (this.#nextOrdinary().length === 0) return undefined;
    this.#promisedAt = this.#ordinaryAt(at);
    return this.#promisedAt;
  }

  /** The board is to be asked for a sign, and then `marked` is called, and `answered` once the sign has come. */
  get markDue(): boolean {
    return this.#sinceMark >= MARK_EVERY;
  }

  marked(at: number): void {
    this.#sinceMark = 0;
    this.#marks.push({ at, written: this.#written });
  }

  /** No wire keeps its speed to the letter: what was written after the mark has still to travel now. */
  answered(at: number): void {
    const mark = this.#marks.shift();
    if (!mark) return;
    const behindMs = (this.#written - mark.written) / this.#bytesPerMs;
    this.#wireFreeAt = Math.max(this.#wireFreeAt, at - ANSWER_MS + behindMs);
  }

  #compare(a: number, b: number): number {
    const [one, other] = [this.#lamp(a), this.#lamp(b)];
    return (one.chip ?? -1) - (other.chip ?? -1) || one.channel - other.channel;
  }

  #lamp(index: number): TrafficLamp {
    const lamp = this.#lamps[index];
    if (!lamp) throw new RangeError(`there are ${this.#lamps.length} lamps, so none is number ${index}`);
    return lamp;
  }

  #pending(index: number): boolean {
    const { chip } = this.#lamp(index);
    return (chip === null || !this.#silent.has(chip)) && this.#sent[index] !== this.#wanted[index];
  }

  #jump(index: number): number {
    return Math.abs((this.#wanted[index] ?? 0) - (this.#sent[index] ?? 0)) / this.#lamp(index).full;
  }

  /** The biggest change goes first and alone, for it is what the visitor waits for; the others follow with their neighbours. */
  #nextUrgent(): number[] {
    for (const lamp of this.#urgent) if (!this.#pending(lamp)) this.#urgent.delete(lamp);
    const [first, ...others] = this.#urgent;
    if (first === undefined) return [];
    const biggest = others.reduce((best, lamp) => (this.#jump(lamp) > this.#jump(best) ? lamp : best), first);
    return this.#fresh
      ? [biggest]
      : this.#block(this.#order.indexOf(biggest), LONGEST_BLOCK, (lamp) => this.#urgent.has(lamp));
  }

  #nextOrdinary(): number[] {
    const count = this.#order.length;
    for (let step = 0; step < count; step++) {
      const position = (this.#cursor + step) % count;
      const lamp = this.#order[position];
      if (lamp !== undefined && this.#pending(lamp))
        return this.#block(position, ORDINARY_BLOCK, (neighbour) => this.#pending(neighbour));
    }
    return [];
  }

  /** Lamps from this place on that fit into one message. */
  #block(position: number, longest: number, wanted: (lamp: number) => boolean): number[] {
    const first = this.#order[position];
    if (first === undefined) return [];
    const { chip, channel } = this.#lamp(first);
    const block = [first];
    while (chip !== null && block.length < longest) {
      const neighbour = this.#order[position + block.length];
      if (neighbour === undefined || !wanted(neighbour)) break;
      const lamp = this.#lamp(neighbour);
      if (lamp.chip !== chip || lamp.channel !== channel + block.length) break;
      block.push(neighbour);
    }
    return block;
  }

  #urgentAt(): number {
    return this.#wireFreeAt - URGENT_AHEAD / this.#bytesPerMs;
  }

  #ordinaryAt(at: number): number {
    this.#settle(at);
    const wire = this.#wireFreeAt - this.#ahead / this.#bytesPerMs;
    const owed = this.#share < 1 ? at - Math.min(0, this.#credit) / (this.#bytesPerMs * this.#share) : at;
    const oldest = this.#marks.length >= MARKS_AHEAD ? (this.#marks[0]?.at ?? at) + MARK_LOST_MS : at;
    if (oldest < at) this.#marks = [];
    return Math.max(wire, owed, oldest);
  }

  get #ahead(): number {
    const { least, most } = ORDINARY_AHEAD;
    return Math.min(most, Math.max(least, this.#lateness * this.#bytesPerMs));
  }

  /** Credit grows with time, at the picture's share of the wire, up to one block. */
  #settle(at: number): void {
    const earned = Math.max(0, at - this.#creditAt) * this.#bytesPerMs * this.#share;
    this.#credit = Math.min(blockBytes(ORDINARY_BLOCK), this.#credit + earned);
    this.#creditAt = at;
  }

  #take(lamps: readonly number[], urgent: boolean, at: number): LightMessage {
    const last = lamps.at(-1) ?? 0;
    const bytes = this.#lamp(last).chip === null ? PIN_BYTES : blockBytes(lamps.length);
    const values = lamps.map((lamp) => this.#wanted[lamp] ?? 0);
    for (const [place, lamp] of lamps.entries()) {
      this.#sent[lamp] = values[place];
      this.#urgent.delete(lamp);
    }
    if (urgent) this.#fresh = false;
    else {
      this.#settle(at);
      this.#credit -= bytes;
      if (this.#promisedAt !== undefined)
        this.#lateness += LATENESS_WEIGHT * (Math.max(0, at - this.#promisedAt) - this.#lateness);
      this.#promisedAt = undefined;
      this.#cursor = (this.#order.indexOf(last) + 1) % this.#order.length;
    }
    this.#sinceMark += bytes;
    return { lamps, values, bytes, urgent };
  }
}

/** A digital or PWM message of Firmata. */
const PIN_BYTES = 3;

/**
 * An I2C message that sets so many neighbouring channels: five bytes around it, then two for each byte of the register's
 * number, the first channel's OFF, and ON and OFF of the others.
 */
function blockBytes(channels: number): number {
  return 5 + 2 * (1 + 2 + 4 * (channels - 1));
}
