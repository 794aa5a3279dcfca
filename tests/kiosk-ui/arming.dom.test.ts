import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Arming } from '../../kiosk-ui/visitor/kinds/alarm/arming.svelte.ts';

describe('the arming button of a screen', () => {
  let told: string[];
  let isHeard: boolean;
  let arming: Arming;

  beforeEach(() => {
    vi.useFakeTimers();
    told = [];
    isHeard = true;
    arming = new Arming({
      tell: (press, by) => {
        if (isHeard) told.push(`${press} by ${by}`);
        return isHeard;
      },
    });
    arming.shows('ready');
  });
  afterEach(() => {
    arming.drop();
    vi.useRealTimers();
  });

  test('a finger holds for as long as it lies there', () => {
    arming.press();
    expect(arming.by).toBe('finger');
    arming.shows('arming');
    arming.release();
    expect(told).toEqual(['hold by finger', 'release by finger']);
    expect(arming.by).toBe('nobody');
  });

  test('lifted, slid off and lost from sight at once is let go once', () => {
    arming.press();
    arming.release();
    arming.release();
    arming.drop();
    expect(told).toEqual(['hold by finger', 'release by finger']);
  });

  test('one tap holds for whoever cannot, and the next one lets go', () => {
    arming.tap();
    arming.shows('arming');
    expect(arming.by).toBe('tap');
    arming.tap();
    expect(told).toEqual(['hold by tap', 'release by tap']);
    expect(arming.by).toBe('nobody');
  });

  test('a finger that is lifted elsewhere does not end what a tap holds', () => {
    arming.tap();
    arming.release();
    expect(arming.by).toBe('tap');
    expect(told).toEqual(['hold by tap']);
  });

  test('a finger that comes after a tap takes over', () => {
    arming.tap();
    arming.press();
    arming.release();
    expect(told).toEqual(['hold by tap', 'release by finger']);
  });

  test('a second tap that was half of a double tap changes nothing', () => {
    arming.tap();
    isHeard = false;
    arming.tap();
    expect(arming.by).toBe('tap');
  });

  test('what could not be told to the bridge is not held', () => {
    isHeard = false;
    arming.press();
    expect(arming.by).toBe('nobody');
  });

  test('once it is announced nobody has to hold it any more', () => {
    arming.tap();
    arming.shows('arming');
    arming.shows('announced');
    arming.tap();
    expect(told).toEqual(['hold by tap', 'hold by tap']);
  });

  test('lets go again where the first time crossed with the step that says it is being armed', () => {
    arming.press();
    arming.release();
    arming.shows('arming');
    expect(told).toEqual(['hold by finger', 'release by finger', 'release by finger']);
    arming.shows('ready');
    arming.shows('arming');
    expect(told).toHaveLength(3);
  });

  test('does not let go of what somebody holds at the real button', () => {
    arming.shows('arming');
    arming.shows('announced');
    arming.shows('armed');
    expect(told).toEqual([]);
  });

  test('is disarmed elsewhere: the tap no longer holds', () => {
    arming.tap();
    arming.shows('arming');
    arming.shows('ready');
    expect(arming.by).toBe('nobody');
  });

  test('a hold that the rig does not answer is given up', () => {
    arming.press();
    vi.advanceTimersByTime(3_000);
    expect(arming.by).toBe('nobody');
    expect(told).toEqual(['hold by finger', 'release by finger']);
  });
});
