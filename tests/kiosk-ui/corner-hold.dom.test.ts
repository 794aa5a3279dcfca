import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CORNER_HOLD_MS, cornerAt, cornerHold } from '../../kiosk-ui/visitor/corner-hold.ts';

const SCREEN = { width: innerWidth, height: innerHeight };
const CORNERS = {
  'upper-left': { x: 5, y: 5 },
  'upper-right': { x: SCREEN.width - 5, y: 5 },
  'lower-left': { x: 5, y: SCREEN.height - 5 },
  'lower-right': { x: SCREEN.width - 5, y: SCREEN.height - 5 },
};
const MIDDLE = { x: SCREEN.width / 2, y: SCREEN.height / 2 };

test('a corner is a seventh of the shorter side, and the middle of an edge is none', () => {
  for (const [name, point] of Object.entries(CORNERS)) expect(cornerAt(point, SCREEN)).toBe(name);
  expect(cornerAt(MIDDLE, SCREEN)).toBeNull();
  expect(cornerAt({ x: MIDDLE.x, y: 2 }, SCREEN)).toBeNull();
  expect(cornerAt({ x: 160, y: 5 }, { width: 1080, height: 1920 })).toBeNull();
});

describe('two corners that are held', () => {
  const held = vi.fn();
  let stop: () => void;

  beforeEach(() => {
    vi.useFakeTimers();
    held.mockClear();
    stop = cornerHold(window, held);
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  const point = (type: string, pointerId: number, { x, y }: { x: number; y: number }) => {
    const event = new MouseEvent(type, { clientX: x, clientY: y });
    window.dispatchEvent(Object.assign(event, { pointerId, isPrimary: pointerId === 1 }));
  };
  const press = (...corners: { x: number; y: number }[]) =>
    corners.forEach((corner, nth) => point('pointerdown', nth + 1, corner));
  const wait = () => vi.advanceTimersByTime(CORNER_HOLD_MS);

  test.each([
    ['upper-left', 'upper-right'],
    ['lower-left', 'lower-right'],
    ['upper-left', 'lower-left'],
  ] as const)('%s and %s call the officer panel, and no sooner than after three seconds', (one, other) => {
    press(CORNERS[one], CORNERS[other]);
    vi.advanceTimersByTime(CORNER_HOLD_MS - 1);
    expect(held).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(held).toHaveBeenCalledTimes(1);
  });

  test.each([
    ['one corner', [CORNERS['upper-left']]],
    ['the same corner twice', [CORNERS['upper-left'], CORNERS['upper-left']]],
    ['a corner and the middle', [CORNERS['upper-left'], MIDDLE]],
    ['three fingers', [CORNERS['upper-left'], CORNERS['upper-right'], MIDDLE]],
  ])('%s call nobody', (_what, fingers) => {
    press(...fingers);
    wait();
    expect(held).not.toHaveBeenCalled();
  });

  test.each(['pointerup', 'pointercancel'])('%s ends it', (end) => {
    press(CORNERS['upper-left'], CORNERS['upper-right']);
    vi.advanceTimersByTime(CORNER_HOLD_MS - 1);
    point(end, 2, CORNERS['upper-right']);
    wait();
    expect(held).not.toHaveBeenCalled();
  });

  test('sliding out of a corner ends it, trembling within does not', () => {
    press(CORNERS['upper-left'], CORNERS['upper-right']);
    point('pointermove', 2, { x: SCREEN.width - 9, y: 9 });
    wait();
    expect(held).toHaveBeenCalledTimes(1);
    press(CORNERS['upper-left'], CORNERS['upper-right']);
    point('pointermove', 2, MIDDLE);
    wait();
    expect(held).toHaveBeenCalledTimes(1);
  });

  test('a finger whose end nobody heard of does not count for ever', () => {
    point('pointerdown', 1, CORNERS['upper-left']);
    point('pointerdown', 1, CORNERS['upper-right']);
    wait();
    expect(held).not.toHaveBeenCalled();
  });
});
