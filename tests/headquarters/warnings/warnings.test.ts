import type { ErrorAnswer, WarningsAnswer } from '@pingan/headquarters/web/answers';
import { topics } from '@pingan/protocol/topics';
import { WarningList } from '@pingan/protocol/warnings';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RunningHeadquarters } from '../running-headquarters.ts';
import { NINE_IN_SHANGHAI, SpeakingBus, fact, newEpoch, proposalRecord } from '../speaking-bus.ts';
import { aProposal, newStop, place } from '../schedule/a-plan.ts';
import { aWarning } from './a-warning.ts';

let headquarters: RunningHeadquarters;
let bus: SpeakingBus;
const epoch = newEpoch();

beforeEach(async () => {
  headquarters = await RunningHeadquarters.start();
  headquarters.clock = NINE_IN_SHANGHAI;
  bus = await SpeakingBus.connect(headquarters.broker, 'bus-01');
  await bus.deliver(fact('bus-01', `${epoch}/0`, { fact: 'started', epoch, monotonic: 0, stop: null }));
});
afterEach(async () => {
  await bus.leave();
  await headquarters.end();
});

async function ask(method: string, path: string, body?: object) {
  const response = await fetch(`${headquarters.web}/api/v1/warnings/${path}`, {
    method,
    ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { status: response.status, answer: (await response.json()) as WarningsAnswer & ErrorAnswer };
}

const publish = (id: string, published = '2026-11-22', expires = '2026-11-30', counties: string[] = []) =>
  ask('PUT', id, { warning: aWarning(id, published, expires), counties });
const ids = ({ warnings }: { warnings: { id: string }[] }) => warnings.map(({ id }) => id);
const told = (...wanted: string[]) =>
  bus.hear<WarningList>(topics.warnings('bus-01'), (list) => `${ids(list)}` === `${wanted}`);

test('a bus is told of a warning, of its change and of its end, in a list it can read', async () => {
  await told();
  await publish('w-1', '2026-11-20');
  await publish('w-2');
  expect(WarningList.parse(await told('w-2', 'w-1')).warnings[0]).toEqual(
    aWarning('w-2', '2026-11-22', '2026-11-30'),
  );
  await publish('w-1', '2026-11-22');
  await told('w-1', 'w-2');
  await ask('DELETE', 'w-1');
  await told('w-2');
});

test('a warning for a county goes to the buses that have a stop there while it holds', async () => {
  await publish('north-now', '2026-11-22', '2026-11-30', ['north']);
  await publish('north-soon-over', '2026-11-22', '2026-11-23', ['north']);
  await publish('south', '2026-11-22', '2026-11-30', ['south']);
  await told();
  const plan = newStop('2026-11-25', 'village-1', { place: place('village-1', 'north') });
  const made = aProposal('market', plan);
  await bus.deliver(proposalRecord('bus-01', epoch, made));
  await told('north-now');
  const off = aProposal('market', { status: 'cancelled' });
  await bus.deliver(proposalRecord('bus-01', epoch, off));
  await told();
});

test('what has expired vanishes, here and on the bus', async () => {
  await publish('short', '2026-11-22', '2026-11-23');
  await publish('long', '2026-11-22', '2026-11-30');
  await told('long', 'short');
  headquarters.clock = NINE_IN_SHANGHAI + 2 * 86_400_000;
  expect(
    (await headquarters.ask<WarningsAnswer>('warnings')).warnings.map(({ warning }) => warning.id),
  ).toEqual(['long']);
  await bus.leave();
  await headquarters.stop();
  await headquarters.start();
  bus = await SpeakingBus.connect(headquarters.broker, 'bus-01');
  await told('long');
  expect(headquarters.query('select code from warning')).toEqual([{ code: 'long' }]);
});

test('no warning holds for more than thirty days, and none is published that is over', async () => {
  const long = await ask('PUT', 'w-1', {
    warning: { ...aWarning('w-1', '2026-11-22', '2026-11-30'), expires: '2026-12-23' },
    counties: [],
  });
  expect(long).toMatchObject({
    status: 400,
    answer: { error: expect.stringContaining('30 days') as string },
  });
  expect((await publish('w-1', '2026-11-01', '2026-11-20')).answer.error).toContain('expired on 2026-11-20');
  expect((await ask('DELETE', 'w-1')).status).toBe(404);
});
