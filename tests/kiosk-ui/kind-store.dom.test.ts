import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { KindStore } from '../../kiosk-ui/visitor/kinds/kind-store.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function storeThatFails(failures: number) {
  let asked = 0;
  const failed = vi.fn();
  const load = vi.fn(async (kind: string) => {
    asked += 1;
    if (asked <= failures) throw new TypeError('Failed to fetch dynamically imported module');
    return `screen of ${kind}`;
  });
  return { store: new KindStore({ load, failed }), load, failed };
}

test('a kind is fetched once, however often it is wanted', async () => {
  const { store, load } = storeThatFails(0);
  store.want('judge');
  store.want('judge');
  await vi.advanceTimersByTimeAsync(0);
  store.want('judge');
  expect(load).toHaveBeenCalledTimes(1);
  expect(store.screens).toEqual({ judge: 'screen of judge' });
});

test('a kind that does not come is asked for until it does', async () => {
  const { store, failed } = storeThatFails(6);
  store.want('alarm');
  await vi.advanceTimersByTimeAsync(90_000);
  expect(store.screens.alarm).toBe('screen of alarm');
  expect(failed.mock.calls).toEqual([[1], [2], [3], [4], [5], [6]]);
});

test('a store that was stopped asks no more', async () => {
  const { store, load } = storeThatFails(9);
  store.want('alarm');
  await vi.advanceTimersByTimeAsync(1_500);
  const asked = load.mock.calls.length;
  store.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(load).toHaveBeenCalledTimes(asked);
});
