import { describe, expect, test } from 'vitest';
import { measurePanel } from '../../kiosk-ui/visitor/panel.ts';

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

  test('a small panel keeps room for more than its text', () => {
    const { em } = measurePanel(
      { width: 217, height: 136, readingDistance: 600 },
      { width: 1280, height: 800 },
    );
    expect(136 / em).toBeGreaterThanOrEqual(22);
  });

  test('a laptop shows the whole panel, only smaller', () => {
    const { mm } = measurePanel(panel, { width: 1280, height: 800 });
    expect(mm * 476).toBeLessThanOrEqual(1280.001);
    expect(mm * 268).toBeLessThanOrEqual(800);
  });
});
