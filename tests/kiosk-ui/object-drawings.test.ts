import { expect, test } from 'vitest';
import { figureOf, kindNamed } from '../../kiosk-ui/drawings/objects/figure-of.ts';
import { LOCKS, TOOLS } from '../../kiosk-ui/drawings/objects/names.ts';

test('twenty locks and six tools are drawn, each differently', () => {
  const figures = [...LOCKS, ...TOOLS].map((name) => JSON.stringify(figureOf(name)));
  expect(LOCKS).toHaveLength(20);
  expect(TOOLS).toHaveLength(6);
  expect(new Set(figures).size).toBe(26);
});

test('no path of a figure holds a number that is none', () => {
  for (const name of [...LOCKS, ...TOOLS]) {
    for (const { d } of figureOf(name)!) expect(d).not.toMatch(/NaN|undefined|Infinity/);
  }
});

test('a thing without a figure of its own is drawn by its kind', () => {
  expect(figureOf('dagger')).toBeUndefined();
  expect(figureOf('toString')).toBeUndefined();
  expect(kindNamed('knife-dagger')).toBe('knife');
  expect(kindNamed('drug-ice')).toBe('dummy');
  expect(kindNamed('fraud-phone')).toBe('device');
  expect(kindNamed('fraud-badge')).toBe('document');
  expect(kindNamed('tool-unknown')).toBe('tool');
  expect(kindNamed('padlock')).toBe('lock');
});
