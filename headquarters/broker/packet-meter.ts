/** Largest MQTT packet the embedded broker takes in: the protocol's 64 KB message, its topic and room to spare. */
export const MAX_PACKET_BYTES = 128 * 1024;

/**
 * Watches the bytes a client sends and finds out how long each MQTT packet says it is (MQTT 3.1.1, section 2.2), so that
 * an oversized one is refused at its header and not after it has filled the memory.
 */
export class PacketMeter {
  #state: 'type' | 'length' | 'body' = 'type';
  #length = 0;
  #shift = 0;
  #left = 0;

  /** Takes the next bytes; returns the length of a packet that is too long, or null. */
  push(bytes: Uint8Array): number | null {
    let at = 0;
    while (at < bytes.length) {
      if (this.#state === 'body') {
        const taken = Math.min(this.#left, bytes.length - at);
        this.#left -= taken;
        at += taken;
        if (this.#left === 0) this.#state = 'type';
      } else if (this.#state === 'type') {
        this.#state = 'length';
        this.#length = 0;
        this.#shift = 0;
        at += 1;
      } else {
        this.#takeLengthByte(bytes[at]!);
        if (this.#length > MAX_PACKET_BYTES) return this.#length;
        at += 1;
      }
    }
    return null;
  }

  /** Seven bits a byte, the lowest first; the eighth bit says that more follow. */
  #takeLengthByte(byte: number): void {
    this.#length += (byte & 0x7f) * 2 ** this.#shift;
    this.#shift += 7;
    if (byte & 0x80) return;
    this.#left = this.#length;
    this.#state = this.#left === 0 ? 'type' : 'body';
  }
}
