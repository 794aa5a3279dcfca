import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AMBIENT_SHARE,
  type LightMessage,
  LightTraffic,
  LONGEST_BLOCK,
  type TrafficLamp,
} from '@pingan/firmware-bridge/board/light-traffic';

/** 57,600 baud. */
const BYTES_PER_MS = 5.76;
const CHANNEL = 4095;
const chip = (number: number): TrafficLamp[] =>
  Array.from({ length: 16 }, (_, channel) => ({ chip: number, channel, full: CHANNEL }));
const pin = (channel: number): TrafficLamp => ({ chip: null, channel, full: 255 });
const LAMPS: readonly TrafficLamp[] = [pin(11), ...chip(0), pin(12), ...chip(1)];
const all = (value: number) => LAMPS.map(({ full }) => Math.min(full, value));

type Sent = LightMessage & { at: number };

/** A wire in virtual time: whatever the traffic gives is written, and what the board shows is kept. */
class Wire {
  readonly traffic = new LightTraffic(LAMPS, BYTES_PER_MS);
  readonly sent: Sent[] = [];
  readonly shows: (number | undefined)[] = [];
  at = 0;

  constructor() {
    for (const lamp of LAMPS.keys()) this.shows[lamp] = undefined;
  }

  want(values: readonly number[], options: { urgent?: boolean; share?: number } = {}): void {
    this.traffic.want(
      values,
      { urgent: options.urgent ?? false, share: options.share ?? AMBIENT_SHARE },
      this.at,
    );
    this.#write();
  }

  /** Marks are answered as soon as the wire is free, as a board does. */
  run(ms: number, lateMs = 0.1): void {
    const end = this.at + ms;
    for (let wake = this.traffic.wakeAt(this.at); wake !== undefined && wake <= end;) {
      // A timer is never early and mostly a little late.
      this.at = Math.max(this.at, wake) + lateMs;
      this.#write();
      wake = this.traffic.wakeAt(this.at);
    }
    this.at = end;
  }

  bytes(of: (message: Sent) => boolean = () => true): number {
    return this.sent.filter(of).reduce((sum, { bytes }) => sum + bytes, 0);
  }

  #write(): void {
    for (let message = this.traffic.next(this.at); message; message = this.traffic.next(this.at)) {
      this.traffic.wrote(message.bytes, this.at);
      this.sent.push({ ...message, at: this.at });
      for (const [place, lamp] of message.lamps.entries()) this.shows[lamp] = message.values[place];
      if (this.traffic.markDue) {
        this.traffic.marked(this.at);
        this.traffic.answered(this.at);
      }
    }
  }
}

const picture = fc.tuple(...LAMPS.map(({ full }) => fc.integer({ min: 0, max: full })));
const wish = fc.record({
  values: picture,
  urgent: fc.boolean(),
  share: fc.constantFrom(AMBIENT_SHARE, 1),
  ms: fc.integer({ min: 0, max: 120 }),
});

describe('light traffic', () => {
  it('shows the newest picture in the end, whatever came before it, and then is silent', () => {
    fc.assert(
      fc.property(fc.array(wish, { minLength: 1, maxLength: 12 }), (wishes) => {
        const wire = new Wire();
        for (const { values, ms, ...options } of wishes) {
          wire.want(values, options);
          wire.run(ms);
        }
        wire.run(1000);
        expect(wire.shows).toEqual(wishes.at(-1)?.values);
        expect(wire.traffic.wakeAt(wire.at)).toBeUndefined();
      }),
    );
  });

  it('writes only what the board does not show yet', () => {
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 8 }), (wishes) => {
        const wire = new Wire();
        for (const { values, ms, ...options } of wishes) {
          wire.want(values, options);
          wire.run(ms);
        }
        const shows = new Map<number, number>();
        for (const { lamps, values } of wire.sent)
          for (const [place, lamp] of lamps.entries()) {
            expect(shows.get(lamp)).not.toBe(values[place]);
            shows.set(lamp, values[place] ?? -1);
          }
      }),
    );
  });

  it('keeps every message within the buffers of the firmware, and on one chip', () => {
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 8 }), (wishes) => {
        const wire = new Wire();
        for (const { values, ms, ...options } of wishes) {
          wire.want(values, options);
          wire.run(ms);
        }
        for (const { lamps, bytes } of wire.sent) {
          expect(lamps.length).toBeLessThanOrEqual(LONGEST_BLOCK);
          expect(bytes).toBeLessThanOrEqual(64);
          const places = lamps.map((lamp) => LAMPS[lamp]);
          if (places.length > 1)
            expect(
              places.every(
                (place, index) =>
                  place?.chip !== null &&
                  place?.chip === places[0]?.chip &&
                  place?.channel === (places[0]?.channel ?? 0) + index,
              ),
            ).toBe(true);
        }
      }),
    );
  });

  it('leaves ambient light at most 60 % of the wire over any stretch of time', () => {
    const wire = new Wire();
    for (let frame = 1; frame <= 90; frame++) {
      wire.want(all(frame * 20));
      wire.run(33);
    }
    const burst = 2 * 35;
    for (const from of wire.sent)
      for (const ms of [50, 200, 1000]) {
        const written = wire.bytes(({ at }) => at >= from.at && at < from.at + ms);
        expect(written).toBeLessThanOrEqual(AMBIENT_SHARE * BYTES_PER_MS * ms + burst);
      }
    expect(wire.bytes()).toBeGreaterThan(0.95 * AMBIENT_SHARE * BYTES_PER_MS * wire.at);
  });

  it('lets a show take nearly the whole wire, and every lamp its turn', () => {
    const wire = new Wire();
    for (let frame = 1; frame <= 90; frame++) {
      wire.want(all(frame * 20), { share: 1 });
      wire.run(33);
    }
    expect(wire.bytes()).toBeGreaterThan(0.95 * BYTES_PER_MS * wire.at);
    const turns = LAMPS.map((_, lamp) => wire.sent.filter(({ lamps }) => lamps.includes(lamp)).length).slice(
      1,
      17,
    );
    expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(1);
  });

  it('keeps the wire busy also where timers are late', () => {
    const wire = new Wire();
    for (let frame = 1; frame <= 90; frame++) {
      wire.want(all(frame * 20), { share: 1 });
      wire.run(33, 3);
    }
    expect(wire.bytes()).toBeGreaterThan(0.95 * BYTES_PER_MS * wire.at);
  });

  it('never has more than one ordinary message and a little under way', () => {
    const wire = new Wire();
    for (let frame = 1; frame <= 30; frame++) {
      wire.want(all(frame * 20), { share: 1 });
      expect(wire.traffic.inFlight(wire.at)).toBeLessThanOrEqual(24 + 35);
      wire.run(33);
    }
  });

  it('replaces a picture that still waits by a newer one', () => {
    const wire = new Wire();
    wire.want(all(100));
    wire.want(all(200));
    wire.run(1000);
    const full = wire.bytes();
    const patient = new Wire();
    patient.want(all(200));
    patient.run(1000);
    expect(full - patient.bytes()).toBeLessThanOrEqual(35);
  });

  it('writes the lamp that was touched at once and alone, in the middle of a fade of all the others', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 33 }), fc.integer({ min: 5, max: 20 }), (lamp, frames) => {
        const wire = new Wire();
        for (let frame = 1; frame <= frames; frame++) {
          wire.want(all(frame), { share: 1 });
          wire.run(33);
        }
        const before = wire.sent.length;
        const touched = all(frames + 1);
        touched[lamp] = LAMPS[lamp]?.full ?? 0;
        wire.want(touched, { urgent: true, share: 1 });
        expect(wire.sent[before]).toMatchObject({ lamps: [lamp], urgent: true, at: wire.at });
      }),
    );
  });

  it('takes only the touched lamp out of turn, and lets the fade go on in its own', () => {
    const wire = new Wire();
    for (let frame = 1; frame <= 10; frame++) {
      wire.want(all(frame), { share: 1 });
      wire.run(33);
    }
    const touched = all(11);
    touched[20] = CHANNEL;
    wire.want(touched, { urgent: true, share: 1 });
    wire.run(500);
    expect(wire.sent.filter(({ urgent }) => urgent).map(({ lamps }) => lamps)).toEqual([[20]]);
  });

  it('hurries a faint touch too, when nothing bigger is meant', () => {
    const wire = new Wire();
    wire.want(all(1));
    wire.run(500);
    const faint = all(1);
    faint[3] = 40;
    wire.want(faint, { urgent: true });
    expect(wire.sent.at(-1)).toMatchObject({ lamps: [3], urgent: true });
  });

  it('lets a second touch overtake the rest of a big urgent picture', () => {
    const wire = new Wire();
    const half = all(2000);
    wire.want(half, { urgent: true });
    wire.run(20);
    const before = wire.sent.length;
    const touched = [...half];
    touched[33] = CHANNEL;
    wire.want(touched, { urgent: true });
    wire.run(20);
    expect(wire.sent[before]?.lamps).toEqual([33]);
  });

  it('sends nothing to a chip that is silent, and everything once it was set up', () => {
    const wire = new Wire();
    wire.traffic.setSilent(0, true);
    wire.want(all(50));
    wire.run(500);
    expect(wire.sent.some(({ lamps }) => lamps.some((lamp) => LAMPS[lamp]?.chip === 0))).toBe(false);
    wire.traffic.setSilent(0, false);
    wire.traffic.chipShows(0, 0);
    wire.run(500);
    expect(wire.shows).toEqual(all(50));
    wire.traffic.chipShows(1, 50);
    expect(wire.traffic.wakeAt(wire.at)).toBeUndefined();
  });

  it('waits with ordinary light, not with a touch, while the board leaves its signs unanswered', () => {
    const traffic = new LightTraffic(LAMPS, BYTES_PER_MS);
    traffic.want(all(9), { urgent: false, share: 1 }, 0);
    traffic.marked(0);
    traffic.marked(0);
    expect(traffic.next(10)).toBeUndefined();
    const touched = all(9);
    touched[4] = CHANNEL;
    traffic.want(touched, { urgent: true, share: 1 }, 20);
    expect(traffic.next(20)?.lamps).toEqual([4]);
    expect(traffic.next(20)).toBeUndefined();
    traffic.answered(20);
    expect(traffic.next(20)?.urgent).toBe(false);
  });

  it('learns from the signs that the wire is slower than it says', () => {
    const traffic = new LightTraffic(LAMPS, BYTES_PER_MS);
    traffic.wrote(160, 0);
    traffic.marked(0);
    traffic.wrote(80, 20);
    expect(traffic.inFlight(60)).toBe(0);
    traffic.answered(60);
    expect(traffic.inFlight(60)).toBeGreaterThan(60);
  });

  it('does not wait for ever for a sign that was lost', () => {
    const traffic = new LightTraffic(LAMPS, BYTES_PER_MS);
    traffic.want(all(9), { urgent: false, share: 1 }, 0);
    traffic.marked(0);
    traffic.marked(0);
    const wake = traffic.wakeAt(0);
    expect(wake).toBeGreaterThan(0);
    expect(traffic.next((wake ?? 0) + 1)).toBeDefined();
  });
});
