import { describe, expect, test } from 'vitest';
import { isTight, measurePanel } from '../../kiosk-ui/visitor/panel.ts';

const panel = { width: 476, height: 268, readingDistance: 600 };

describe('sizes in millimetres', () => {
  test('one millimetre is the same on a panel hung upright', () => {
    const lying = measurePanel(panel, { width: 1920, height: 1080 });
    const upright = measurePanel(panel, { width: 1080, height: 1920 });
    expect(upright).toEqual(lying);
    expect(lying.mm).toBeCloseTo(4.03, 2);
  });

  test('a capital letter is seen under 0.7 degrees at the reading distance', () => {
    const { em } = measurePanel(panel, { width: 1920, height: 1080 });
    const angle = (Math.atan((em * 0.733) / 600) * 180) / Math.PI;
    expect(angle).toBeCloseTo(0.7, 2);
  });

  test('people who stand farther off get larger type', () => {
    const near = measurePanel(panel, { width: 1920, height: 1080 });
    const far = measurePanel({ ...panel, readingDistance: 700 }, { width: 1920, height: 1080 });
    expect(far.em).toBeGreaterThan(near.em);
  });

  test.each([
    { width: 476, height: 268, readingDistance: 600 },
    { width: 344, height: 194, readingDistance: 600 },
    { width: 954, height: 537, readingDistance: 1200 },
  ])('on the shipped panel of $width mm a capital letter is seen under 0.7 degrees', (shipped) => {
    const { em, least } = measurePanel(shipped, { width: 1920, height: 1080 });
    const angle = (Math.atan((em * 0.733) / shipped.readingDistance) * 180) / Math.PI;
    expect(angle).toBeCloseTo(0.7, 2);
    expect(least).toBe(em);
  });

  test('a panel too small for that keeps room for more than its text', () => {
    const { em } = measurePanel(
      { width: 217, height: 136, readingDistance: 600 },
      { width: 1280, height: 800 },
    );
    expect(136 / em).toBeGreaterThanOrEqual(19);
  });

  test('easy reading and onlookers make type at least a fifth larger, and leave fingers as they are', () => {
    const window = { width: 1920, height: 1080 };
    const usual = measurePanel(panel, window);
    for (const seen of [
      { easyRead: true, onlookers: false },
      { easyRead: false, onlookers: true },
    ]) {
      const larger = measurePanel(panel, window, seen);
      expect(larger.em / usual.em).toBeGreaterThanOrEqual(1.2 - 1e-9);
      expect(larger).toMatchObject({ mm: usual.mm, part: usual.part, least: usual.em });
    }
  });

  test('drawings shrink with a smaller panel, so that type and fingers keep their size', () => {
    const small = measurePanel(
      { width: 344, height: 194, readingDistance: 600 },
      { width: 1366, height: 768 },
    );
    expect(small.part / small.mm).toBeCloseTo(344 / 476, 2);
    expect(isTight(small)).toBe(true);
    expect(isTight(measurePanel(panel, { width: 1920, height: 1080 }))).toBe(false);
  });

  test('a laptop shows the whole panel, only smaller', () => {
    const { mm } = measurePanel(panel, { width: 1280, height: 800 });
    expect(mm * 476).toBeLessThanOrEqual(1280.001);
    expect(mm * 268).toBeLessThanOrEqual(800);
  });
});
