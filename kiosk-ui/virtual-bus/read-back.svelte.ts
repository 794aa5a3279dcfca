import type { BridgeMessage } from '@pingan/protocol/screen-messages';

type Virtual = Extract<BridgeMessage, { type: 'virtual' }>;

/** One lamp; whoever shows it hears of no other. */
class Lamp {
  level = $state(0);
}

/**
 * The board as the bridge last read it back, so kept that only what has changed is drawn anew: several times a second a breathing
 * lamp or two are all that differs.
 */
export class ReadBack {
  readonly #lamps: Record<string, Lamp> = {};
  beams = $state.raw<Virtual['beams']>({});
  /** Null before the board was read. */
  inputs = $state.raw<Virtual['inputs'] | null>(null);
  readings = $state.raw<Virtual['readings']>({});
  spoilt = $state.raw<Virtual['spoilt']>({ lamps: [], inputs: [] });
  siren = $state(false);
  plugged = $state(true);
  slipMs = $state(0);

  /** True level 0..1 of a lamp. */
  level(lamp: string): number {
    return this.#lamp(lamp).level;
  }

  receive({ lamps, beams, inputs, readings, spoilt, siren, plugged, slipMs }: Virtual): void {
    for (const [lamp, level] of Object.entries(lamps)) this.#lamp(lamp).level = level;
    if (!isSame(this.beams, beams)) this.beams = beams;
    if (!isSame(this.inputs, inputs)) this.inputs = inputs;
    if (!isSame(this.readings, readings)) this.readings = readings;
    if (!isSame(this.spoilt, spoilt)) this.spoilt = spoilt;
    this.siren = siren;
    this.plugged = plugged;
    this.slipMs = slipMs;
  }

  #lamp(id: string): Lamp {
    return (this.#lamps[id] ??= new Lamp());
  }
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
