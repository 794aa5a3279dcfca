import type { BridgeMessage } from '@pingan/protocol/screen-messages';

type Virtual = Extract<BridgeMessage, { type: 'virtual' }>;

/**
 * The board as the bridge last read it back, so kept that only what has changed is drawn anew: several times a second a breathing
 * lamp or two are all that differs.
 */
export class ReadBack {
  lamps = $state<Record<string, number>>({});
  beams = $state.raw<Virtual['beams']>({});
  /** Null before the board was read. */
  inputs = $state.raw<Virtual['inputs'] | null>(null);
  readings = $state.raw<Virtual['readings']>({});
  spoilt = $state.raw<Virtual['spoilt']>({ lamps: [], inputs: [] });
  siren = $state(false);
  plugged = $state(true);
  slipMs = $state(0);

  receive({ lamps, beams, inputs, readings, spoilt, siren, plugged, slipMs }: Virtual): void {
    for (const [lamp, level] of Object.entries(lamps)) {
      if (this.lamps[lamp] !== level) this.lamps[lamp] = level;
    }
    if (!isSame(this.beams, beams)) this.beams = beams;
    if (!isSame(this.inputs, inputs)) this.inputs = inputs;
    if (!isSame(this.readings, readings)) this.readings = readings;
    if (!isSame(this.spoilt, spoilt)) this.spoilt = spoilt;
    this.siren = siren;
    this.plugged = plugged;
    this.slipMs = slipMs;
  }
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
