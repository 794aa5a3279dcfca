import { CarriedAnswer, CarriedRecords } from '@pingan/protocol/carry-file';
import { CarryFault } from '@pingan/protocol/carry/carry-fault';
import {
  isSignedBy,
  MAX_CARRY_BYTES,
  openCarryFile,
  sealCarryFile,
  splitCarryFile,
} from '@pingan/protocol/carry/seal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerFile, answerTo, busFile, keysOfBothSides, NOTE } from './carried.ts';

const keys = keysOfBothSides();
const others = keysOfBothSides();
const records = ['{"v":1,"kind":"epoch"}', '{"v":1,"words":"集市 东门"}'];

/** What headquarters makes of a file: its records, or the name of what is wrong. */
async function read(bytes: Uint8Array, by = keys): Promise<string[] | string> {
  try {
    const file = splitCarryFile(bytes);
    if (!isSignedBy(file, keys.bus.publicKey)) return 'bad-signature';
    return (await openCarryFile(file, by.sealing.privateKey, CarriedRecords)).records;
  } catch (problem) {
    if (problem instanceof CarryFault) return problem.fault;
    throw problem;
  }
}

describe('a file carried by hand', () => {
  test('is read by whom it is sealed to, and says who wrote it when', async () => {
    const bytes = await busFile(keys, records);
    expect(await read(bytes)).toEqual(records);
    expect(splitCarryFile(bytes).head).toMatchObject(NOTE);
  });

  test('is answered by headquarters, whose signature is of another kind', async () => {
    const answer: CarriedAnswer = { receipts: [], schedule: null, crew: null, warnings: null };
    const file = splitCarryFile(await answerFile(keys, answer));
    expect(isSignedBy(file, keys.signing.publicKey)).toBe(true);
    expect(isSignedBy(file, others.signing.publicKey)).toBe(false);
    expect(await openCarryFile(file, keys.answers.privateKey, CarriedAnswer)).toEqual(answer);
  });

  test('shows nothing of its records to whoever finds the stick', async () => {
    const bytes = await busFile(keys, ['{"secret":"nobody-reads-this"}']);
    expect(bytes.includes('nobody-reads-this')).toBe(false);
    expect(await read(bytes, others)).toBe('not-for-us');
  });

  test('never looks the same twice, although it says the same', async () => {
    const [one, two] = [await busFile(keys, records), await busFile(keys, records)];
    expect(one.equals(two)).toBe(false);
    expect(splitCarryFile(one).sealed.equals(splitCarryFile(two).sealed)).toBe(false);
  });

  test('is refused wherever it is cut', async () => {
    const bytes = await busFile(keys, records);
    for (let length = 0; length < bytes.length; length += 1)
      expect(await read(bytes.subarray(0, length)), `${length} of ${bytes.length} bytes`).toBe('cut-short');
  });

  test('is refused whichever of its bits is flipped', async () => {
    const bytes = await busFile(keys, records);
    for (let at = 0; at < bytes.length; at += 1) {
      for (const bit of [0, 3, 5, 7]) {
        const flipped = Buffer.from(bytes);
        flipped[at] = flipped[at]! ^ (1 << bit);
        expect(typeof (await read(flipped)), `bit ${bit} of byte ${at}`).toBe('string');
      }
    }
  });

  test('is refused with something behind it, or with zeros where a stick lost its end', async () => {
    const bytes = await busFile(keys, records);
    expect(await read(Buffer.concat([bytes, Buffer.from('\n')]))).toBe('bad-signature');
    const lost = Buffer.from(bytes).fill(0, bytes.length - 60);
    expect(await read(lost)).toBe('cut-short');
  });

  test('is refused with the head of one and the content of another', async () => {
    const [one, two] = [await busFile(keys, records), await busFile(keys, records, { bus: 'bus-18' })];
    const lines = (file: Buffer) => file.toString().split('\n');
    const mixed = [lines(two)[0], ...lines(one).slice(1)].join('\n');
    expect(await read(Buffer.from(mixed))).toBe('bad-signature');
    const signedAnew = splitCarryFile(one);
    const [foreign] = lines(two);
    await expect(
      openCarryFile(
        { ...signedAnew, headLine: Buffer.from(foreign!) },
        keys.sealing.privateKey,
        CarriedRecords,
      ),
    ).rejects.toThrow(CarryFault);
  });

  test.each([
    ['a photograph', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 10, 4, 5]), 'not-ours'],
    ['another JSON', Buffer.from('{"format":"something"}\n\n\n'), 'not-ours'],
    ['a later version', Buffer.from('{"format":"pingan-carry","v":2}\nx\ny\n'), 'other-version'],
    [
      'a head that does not fit',
      Buffer.from('{"format":"pingan-carry","v":1,"bus":"?"}\nx\ny\n'),
      'unreadable',
    ],
    ['an empty file', Buffer.alloc(0), 'cut-short'],
  ])('says of %s what it is', async (_, bytes, fault) => {
    expect(await read(bytes)).toBe(fault);
  });

  test('is refused above its largest size, before anything in it is looked at', async () => {
    const [head] = (await busFile(keys, records)).toString().split('\n');
    const large = Buffer.concat([Buffer.from(`${head}\n`), Buffer.alloc(MAX_CARRY_BYTES, 'A')]);
    expect(await read(large)).toBe('too-large');
    const content = { answerTo: answerTo(keys), records: ['A'.repeat(MAX_CARRY_BYTES)] };
    const sealing = { note: NOTE, content, sealTo: keys.sealing.publicKey, signWith: keys.bus.privateKey };
    await expect(sealCarryFile(sealing)).rejects.toThrow(CarryFault);
  });

  test('holds what does not fit its schema only as a fault with the place', async () => {
    const bytes = await sealCarryFile({
      note: NOTE,
      content: { answerTo: answerTo(keys), records: [7] },
      sealTo: keys.sealing.publicKey,
      signWith: keys.bus.privateKey,
    });
    await expect(
      openCarryFile(splitCarryFile(bytes), keys.sealing.privateKey, CarriedRecords),
    ).rejects.toThrow(/records/);
  });

  test('brings any records through unchanged, in whatever order and script', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' })), async (texts) => {
        expect(await read(await busFile(keys, texts))).toEqual(texts);
      }),
      { numRuns: 100 },
    );
  });
});

describe('what is wrong with a file', () => {
  test('is said in both languages, with a way out', () => {
    const faults = [
      CarryFault.of('not-ours'),
      CarryFault.of('wrong-bus', { bus: 'bus-18', here: 'bus-17' }),
      CarryFault.of('wrong-direction', { from: 'bus' }),
      CarryFault.of('revoked', { bus: 'bus-17', why: 'stolen' }),
    ];
    for (const { words, message } of faults) {
      expect(words.zh).toMatch(/请/);
      expect(words.en).toBe(message);
      expect(words.en).toMatch(/Choose|Bring|Take|Enrol|take/);
    }
  });
});
