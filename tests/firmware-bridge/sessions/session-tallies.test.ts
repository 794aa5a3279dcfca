import { dwellBucket } from '@pingan/firmware-bridge/sessions/session-tallies';
import { expect, it } from 'vitest';

it.each([
  [0, 'under-30s'],
  [29_999, 'under-30s'],
  [30_000, '30-60s'],
  [60_000, '60-120s'],
  [120_000, '120-240s'],
  [239_999, '120-240s'],
  [240_000, 'over-240s'],
])('files %i ms of attention under %s', (ms, bucket) => {
  expect(dwellBucket(ms)).toBe(bucket);
});
