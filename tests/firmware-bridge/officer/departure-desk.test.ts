import { DepartureDesk, type DepartureDeskParts } from '@pingan/firmware-bridge/officer/departure-desk';
import { EMPTY_BOOK } from '@pingan/firmware-bridge/departure/tickets';
import { expect, it } from 'vitest';
import { REHEARSAL } from '../departure/played-check.ts';

const ZHOU = { id: 'zhou', name: '周' };
const CLOCK = { epoch: 'aaaaaaaaaaaaaaaa', offset: null, today: null, timeZone: 'Asia/Shanghai' };

/** A desk on a bus whose boards are as the test says, a quarter of a second at a time. */
function desk() {
  let at = 0;
  const boards = Object.keys(REHEARSAL.boards).map((name) => ({ name, state: 'lost' as 'lost' | 'ready' }));
  const asked: string[] = [];
  const parts: DepartureDeskParts = {
    profile: REHEARSAL,
    ledger: {
      fact: () => undefined,
      ...{ current: { stop: null, purpose: 'rehearsal' }, daysToSend: 0, wallOf: () => null },
      probe: () => Promise.resolve({ is: 'good', freeBytes: 8e9 }),
    },
    notes: { departure: EMPTY_BOOK },
    clock: { source: 'none' },
    floor: {
      ...{ checkBegins: () => undefined, checkEnds: () => undefined, checkLamps: () => undefined },
      ...{ trySiren: () => undefined, sirenRestMs: () => 0 },
      sensed: { sensed: {}, supply: null },
    },
    boards: {
      boards,
      silentControllers: [],
      probeChips: () => {
        asked.push(ready());
        return Promise.resolve();
      },
    },
    link: () => null,
    screens: () => ({ screensAt: () => ({ visitors: 1, lent: 0 }), chime: () => undefined }),
    ...{ doorsMissed: () => undefined, isPlayed: () => false, newId: () => 'c0ffeec0ffeec0ff' },
    ...{ dayChanged: () => undefined, now: () => at },
  };
  const ready = () =>
    boards
      .filter(({ state }) => state === 'ready')
      .map(({ name }) => name)
      .join();
  const made = new DepartureDesk(parts);
  const pass = async (ms: number) => {
    for (const end = at + ms; at < end; await Promise.resolve()) made.tick((at += 250));
  };
  const item = (id: string) => made.view(CLOCK).items.find((each) => each.id === id)!;
  const begin = () => made.take({ step: 'start' }, ZHOU);
  return { boards, asked, pass, item, begin };
}

it('waits for boards that nobody has heard yet since the bus was switched on, and asks their chips once they are there', async () => {
  const { boards, asked, pass, item, begin } = desk();
  begin();
  await pass(50_000);
  expect(item('board/shelf')).toMatchObject({ state: 'running', words: { en: /still starting/ } });
  for (const board of boards) board.state = 'ready';
  await pass(2_000);
  expect(item('board/shelf').state).toBe('good');
  expect(item('controller/lights-1').state).toBe('good');
  expect(asked.at(-1)).toBe(Object.keys(REHEARSAL.boards).join());
});

it('blames a board that has never come once the bus has been on for a minute, and one that was there and is gone at once', async () => {
  const { boards, pass, item, begin } = desk();
  boards.find(({ name }) => name === 'main')!.state = 'ready';
  await pass(1_000);
  boards.find(({ name }) => name === 'main')!.state = 'lost';
  begin();
  await pass(6_000);
  expect(item('board/main').state).toBe('fault');
  expect(item('board/shelf').state).toBe('running');
  await pass(54_000);
  expect(item('board/shelf').state).toBe('fault');
});
