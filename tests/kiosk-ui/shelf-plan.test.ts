import fc from 'fast-check';
import { expect, test } from 'vitest';
import { standing } from '../../kiosk-ui/visitor/kinds/collection/better-of-two.ts';
import { rowsThatFit } from '../../kiosk-ui/visitor/kinds/collection/rows-that-fit.ts';
import { planShelf } from '../../kiosk-ui/visitor/kinds/collection/shelf-plan.ts';
import { onPage, pageOf } from '../../kiosk-ui/visitor/kinds/paging/pages.ts';
import { linesIn, widthInEm } from '../../kiosk-ui/visitor/kinds/paging/width-in-em.ts';
import { fullShelf } from './sample-shelf.ts';

/** The shelf of the usual panel lying and upright, in em. */
const LYING = { width: 44, height: 16 };
const UPRIGHT = { width: 24.4, height: 32 };
const SHORT_NAME = 5;

test.each([
  { count: 3, pages: 1, perPage: 3 },
  { count: 12, pages: 1, perPage: 12 },
  { count: 13, pages: 2, perPage: 7 },
  { count: 20, pages: 2, perPage: 10 },
  { count: 24, pages: 2, perPage: 12 },
])('$count objects lie on $pages pages of at most $perPage', ({ count, pages, perPage }) => {
  for (const space of [LYING, UPRIGHT]) {
    expect(planShelf(count, space, SHORT_NAME)).toMatchObject({ pages, perPage });
  }
});

test('a shelf that lies has more columns than rows, one that stands more rows than columns', () => {
  const lying = planShelf(12, LYING, SHORT_NAME);
  const upright = planShelf(12, UPRIGHT, SHORT_NAME);
  expect(lying.columns).toBeGreaterThan(lying.rows);
  expect(upright.rows).toBeGreaterThan(upright.columns);
});

test('on a shelf too low for names under the drawings they lie beside them, in wider places', () => {
  const low = planShelf(12, { width: 31, height: 3.9 }, 10);
  expect(low).toMatchObject({ beside: true, rows: 1 });
  expect(31 / low.columns).toBeGreaterThan(9);
  expect(planShelf(12, LYING, SHORT_NAME).beside).toBe(false);
});

test('every object lies on exactly one page, and the page of each object is the one it lies on', () => {
  const length = fc.double({ min: 5, max: 60, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 24 }),
      fc.record({ width: length, height: length }),
      fc.double({ min: 1, max: 20, noNaN: true }),
      (count, space, longest) => {
        const objects = Array.from({ length: count }, (_, nth) => nth);
        const plan = planShelf(count, space, longest);
        expect(plan.columns * plan.rows).toBeGreaterThanOrEqual(plan.perPage);
        const pages = Array.from({ length: plan.pages }, (_, page) => onPage(objects, plan, page));
        expect(pages.flat()).toEqual(objects);
        for (const page of pages) expect(page.length).toBeGreaterThan(0);
        for (const nth of objects) expect(pages[pageOf(nth, plan)]).toContain(nth);
      },
    ),
  );
});

test('a card shows the rows that stay whole under its drawing, and the first ones where not all do', () => {
  const rows = ['挡得住谁', '多久', '价钱'].map((label) => ({ label, value: '顺手的人' }));
  expect(rowsThatFit(rows, { width: 15, height: 16 })).toEqual(rows);
  expect(rowsThatFit(rows, { width: 15, height: 6.6 })).toEqual(rows.slice(0, 2));
  expect(rowsThatFit(rows, { width: 15, height: 3 })).toEqual([]);
});

test('Chinese characters count as square, Latin letters as about half of that', () => {
  expect(widthInEm('指纹锁')).toBe(3);
  expect(widthInEm('lock')).toBeLessThan(3);
});

test('Latin words stay whole where lines break, Chinese breaks anywhere', () => {
  expect(linesIn('钥匙转到底', 3)).toBe(2);
  expect(linesIn('Older security doors', 5)).toBe(3);
  expect(linesIn('Older security doors', 20)).toBe(1);
});

test('of two objects one is better exactly where the other is weaker', () => {
  const [weak, strong] = fullShelf(2).objects as [never, never];
  expect(standing(strong, weak, 'holds')).toBe('better');
  expect(standing(weak, strong, 'holds')).toBe('weaker');
  expect(standing(weak, weak, 'holds')).toBe('equal');
});

test('where a collection does not say how well an object does, nothing is called better', () => {
  const [weak, strong] = fullShelf(2).objects as [never, never];
  expect(standing(strong, weak, 'place')).toBe('unsaid');
});
