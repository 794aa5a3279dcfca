import type { FirmataIo } from './firmata-abilities.ts';
import type { LampOutputs } from './lamp-outputs.ts';
import type { LightTraffic } from './light-traffic.ts';

/** A pin whose state tells nothing; the answer shows that everything written before it has arrived. */
const MARK_PIN = 0;

/** Writes light whenever the traffic allows it. */
export class LightPump {
  readonly #traffic: LightTraffic;
  readonly #outputs: Pick<LampOutputs, 'write'>;
  readonly #io: Pick<FirmataIo, 'queryPinState'>;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(parts: {
    traffic: LightTraffic;
    outputs: Pick<LampOutputs, 'write'>;
    io: Pick<FirmataIo, 'queryPinState'>;
    now: () => number;
  }) {
    this.#traffic = parts.traffic;
    this.#outputs = parts.outputs;
    this.#io = parts.io;
    this.#now = parts.now;
  }

  /** Writes what may be written now and comes back for the rest. */
  run = (): void => {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    for (let message = this.#next(); message; message = this.#next()) {
      this.#outputs.write(message);
      if (this.#traffic.markDue) this.#mark();
    }
    const at = this.#now();
    const wakeAt = this.#traffic.wakeAt(at);
    if (wakeAt !== undefined) this.#timer = setTimeout(this.run, Math.max(0, wakeAt - at));
  };

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #next() {
    return this.#traffic.next(this.#now());
  }

  #mark(): void {
    this.#io.queryPinState(MARK_PIN, () => {
      this.#traffic.answered(this.#now());
      this.run();
    });
    this.#traffic.marked(this.#now());
  }
}
