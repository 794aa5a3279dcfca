import { MAX_MESSAGE_BYTES, readRecord } from '@pingan/protocol/records';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const EPOCH = '9f2c41d07a3be655';
const SHARD = {
  v: 1,
  bus: 'bus-01',
  kind: 'shard',
  id: `${EPOCH}-0-0`,
  rev: 41,
  body: {
    epoch: EPOCH,
    day: 0,
    part: 0,
    segments: [{ id: 1, stop: 'village-1', purpose: 'service', start: 0 }],
    cells: [[1, 3, 'front', 'door.in', '', 41]],
  },
};
const ADDRESS = { kind: 'shard', id: SHARD.id, rev: 41 };

const read = (value: unknown, bus = 'bus-01') => readRecord(JSON.stringify(value), bus);
const refusal = (value: unknown, bus?: string) => {
  const answer = read(value, bus);
  return 'unreadable' in answer ? answer.unreadable : null;
};

describe('a record that fits', () => {
  it('is read as it was written', () => {
    expect(read(SHARD)).toEqual({ record: SHARD });
  });

  it('may carry fields of the future at every level; they are dropped', () => {
    const newer = {
      ...SHARD,
      signature: 'abc',
      body: { ...SHARD.body, weather: 'rain', segments: [{ ...SHARD.body.segments[0], route: 3 }] },
    };
    expect(read(newer)).toEqual({ record: SHARD });
  });

  it('may count a metric that this headquarters has never heard of', () => {
    const cells = [[1, null, 'telephone', 'judge.finish', 'real-or-fake', 2]];
    expect(read({ ...SHARD, body: { ...SHARD.body, cells } })).toHaveProperty('record');
  });

  it('may be a fact whose name this headquarters has never heard of', () => {
    const body = { fact: 'generator-started', epoch: EPOCH, monotonic: 5, stop: null };
    expect(read({ ...SHARD, kind: 'fact', id: 'f1', body })).toHaveProperty(
      'record.body.fact',
      'generator-started',
    );
  });
});

describe('a record that does not fit', () => {
  it('in an unknown version keeps its address, so that it can be receipted as rejected', () => {
    expect(refusal({ ...SHARD, v: 2, body: 'something else altogether' })).toEqual({
      why: 'version 2 is not understood here (only 1); update this side',
      address: ADDRESS,
    });
  });

  it('without a version says so', () => {
    expect(refusal({ ...SHARD, v: undefined })).toEqual({ why: 'no protocol version "v"', address: ADDRESS });
    expect(refusal({ ...SHARD, v: '1' })?.why).toBe('no protocol version "v"');
  });

  it('of an unknown kind keeps its address', () => {
    expect(refusal({ ...SHARD, kind: 'proposal' })).toMatchObject({
      address: { ...ADDRESS, kind: 'proposal' },
    });
  });

  it('that claims to come from another bus names both', () => {
    expect(refusal(SHARD, 'bus-02')).toEqual({
      why: 'claims to come from bus-01 but was sent by bus-02',
      address: ADDRESS,
    });
  });

  it('names the place that is wrong', () => {
    const cells = [[1, 3, 'front', 'door.in', '', 0]];
    const wrong = refusal({ ...SHARD, body: { ...SHARD.body, cells } });
    expect(wrong?.why).toContain('body.cells[0][5]');
    expect(wrong?.address).toEqual(ADDRESS);
  });

  it.each([
    ['an id that is too long', { id: 'x'.repeat(81) }],
    ['a negative revision', { rev: -1 }],
    ['a kind that is no text', { kind: 7 }],
  ])('with %s has no address to receipt', (_what, change) => {
    expect(refusal({ ...SHARD, ...change })).toMatchObject({ address: null });
  });

  it.each(['', 'hello', '{"v":1', '\u0000', 'null null'])('that is no JSON (%j) says so', (text) => {
    expect(readRecord(text, 'bus-01')).toEqual({ unreadable: { why: 'not JSON', address: null } });
  });

  it.each(['null', '[]', '1', '"shard"', '{}'])('that is JSON but no record (%s) says so', (text) => {
    expect(readRecord(text, 'bus-01')).toEqual({
      unreadable: { why: 'no protocol version "v"', address: null },
    });
  });
});

describe('the largest message', () => {
  const sized = (bytes: number, filling: string) => {
    const bare = Buffer.byteLength(JSON.stringify({ ...SHARD, padding: '' }));
    const padding = filling.repeat(Math.floor((bytes - bare) / Buffer.byteLength(filling)));
    return JSON.stringify({ ...SHARD, padding });
  };

  it.each(['x', '村'])('is 64 KB of UTF-8, whatever is written (%s)', (filling) => {
    expect(readRecord(sized(MAX_MESSAGE_BYTES, filling), 'bus-01')).toHaveProperty('record');
    const over = `${sized(MAX_MESSAGE_BYTES, filling)}${' '.repeat(4)}`;
    expect(readRecord(over, 'bus-01')).toEqual({
      unreadable: { why: 'larger than 65536 bytes', address: null },
    });
  });
});

describe('whatever arrives', () => {
  it('is answered and never thrown at headquarters', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.jsonValue().map((v) => JSON.stringify({ ...SHARD, body: v })),
        ),
        (text) => {
          const answer = readRecord(text, 'bus-01');
          expect('record' in answer || answer.unreadable.why.length > 0).toBe(true);
        },
      ),
    );
  });
});
