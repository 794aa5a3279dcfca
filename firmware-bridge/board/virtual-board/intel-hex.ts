/** Program memory read from an Intel HEX file. */
export interface FlashImage {
  /** The whole 32 KB of an ATmega328P as 16-bit words; erased cells are 0. */
  words: Uint16Array<ArrayBuffer>;
  /** Bytes the file filled. */
  size: number;
}

/** A line of the file is not a valid Intel HEX record. */
export class BrokenHexLine extends Error {
  override name = 'BrokenHexLine';
}

const FLASH_WORDS = 0x4000;
const DATA = 0;
const END_OF_FILE = 1;

/**
 * Reads an Intel HEX file of at most 32 KB.
 * @throws BrokenHexLine with the line number, when a record is cut short, fails its checksum or lies outside the flash.
 */
export function readIntelHex(text: string): FlashImage {
  const words = new Uint16Array(FLASH_WORDS);
  const bytes = new Uint8Array(words.buffer);
  let size = 0;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === '') continue;
    const record = readRecord(line, index + 1);
    if (record.type === END_OF_FILE) return { words, size };
    if (record.type !== DATA) throw broken(index + 1, `record type ${record.type} is not known here`);
    if (record.address + record.data.length > bytes.length)
      throw broken(index + 1, 'data outside the 32 KB of flash');
    bytes.set(record.data, record.address);
    size += record.data.length;
  }
  throw broken(text.split(/\r?\n/).length, 'the end-of-file record is missing, so the file was cut short');
}

function readRecord(line: string, number: number): { type: number; address: number; data: Uint8Array } {
  if (!/^:([0-9a-f]{2}){5,}$/i.test(line)) throw broken(number, `"${line.slice(0, 20)}" is not a record`);
  const record = Buffer.from(line.slice(1), 'hex');
  const length = record.readUInt8(0);
  if (record.length !== length + 5)
    throw broken(number, `${length} bytes announced, ${record.length - 5} found`);
  const sum = record.reduce((total, byte) => total + byte, 0) & 0xff;
  if (sum !== 0) throw broken(number, `the checksum is off by ${sum}`);
  return { type: record.readUInt8(3), address: record.readUInt16BE(1), data: record.subarray(4, 4 + length) };
}

function broken(line: number, why: string): BrokenHexLine {
  return new BrokenHexLine(`Intel HEX line ${line}: ${why}`);
}
