import type {
  DeadLettersAnswer,
  EditAnswer,
  ErrorAnswer,
  ScheduleAnswer,
  StopAnswer,
} from '@pingan/headquarters/web/answers';
import { seenOf } from '@pingan/protocol/schedule/merge';
import type { ProposalAnswer } from '@pingan/protocol/schedule/authority';
import type { Proposal, ScheduleSnapshot } from '@pingan/protocol/schedule/plan';
import {
  EMPTY_REPLICA,
  type Replica,
  edit,
  plansOf,
  takeAnswer,
  takeSnapshot,
} from '@pingan/protocol/schedule/replica';
import { topics } from '@pingan/protocol/topics';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RunningHeadquarters } from '../running-headquarters.ts';
import { NINE_IN_SHANGHAI, SpeakingBus, fact, newEpoch, proposalRecord } from '../speaking-bus.ts';
import { aProposal, newId, newStop, place } from './a-plan.ts';

let headquarters: RunningHeadquarters;
let bus: SpeakingBus;
const epoch = newEpoch();
const DAY = '2026-11-25';

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

async function send<Answer = EditAnswer>(
  method: string,
  path: string,
  body: object,
): Promise<{ status: number; answer: Answer }> {
  const response = await fetch(`${headquarters.web}/api/v1/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Answer };
}

const listed = async (query = '') =>
  (await headquarters.ask<ScheduleAnswer>(`schedule?bus=bus-01${query}`)).stops;
const snapshot = (revision: number) =>
  bus.hear<ScheduleSnapshot>(topics.schedule('bus-01'), (message) => message.revision >= revision);

async function propose(...proposals: Proposal[]): Promise<ProposalAnswer[]> {
  const receipts = await bus.deliver(...proposals.map((each) => proposalRecord('bus-01', epoch, each)));
  return receipts.map(({ outcome, why, schedule }) => ({
    outcome,
    ...(why !== undefined && { why }),
    revision: schedule!,
  }));
}

describe('a proposal from a bus', () => {
  test('is receipted with the revision that holds it, and the retained snapshot follows', async () => {
    const proposal = aProposal('market', newStop(DAY));
    expect(await propose(proposal)).toEqual([{ outcome: 'stored', revision: 1 }]);
    expect((await snapshot(1)).stops[0]?.fields.when?.current.value.date).toBe(DAY);
    const [stop] = await listed();
    expect(stop).toMatchObject({
      stop: 'market',
      date: DAY,
      name: { zh: '演练村（village-1）' },
      conflicts: [],
    });
  });

  test('that comes again gets the same answer and changes nothing', async () => {
    const proposal = aProposal('market', newStop(DAY));
    await propose(proposal);
    await propose(aProposal('school', newStop(DAY)));
    expect(await propose(proposal)).toEqual([{ outcome: 'stored', revision: 1 }]);
    expect((await snapshot(2)).revision).toBe(2);
  });

  test('that comes again with another content is refused and changes nothing', async () => {
    const proposal = aProposal('market', newStop(DAY));
    await propose(proposal);
    const [answer] = await propose({ ...proposal, set: newStop('2026-11-30') });
    expect(answer).toMatchObject({
      outcome: 'rejected',
      why: expect.stringContaining('another content') as string,
    });
    expect((await listed())[0]?.date).toBe(DAY);
  });

  test('may ask to postpone and to cancel, but approval is headquarters’ word', async () => {
    const made = aProposal('market', newStop(DAY, 'village-1', { status: 'draft' }));
    await propose(made);
    const base = { status: [made.id] };
    const [approved, confirmed, postponed] = await propose(
      aProposal('market', { status: 'approved' }, { base }),
      aProposal('market', { status: 'confirmed' }, { base }),
      aProposal('market', { status: 'postponed' }, { base }),
    );
    expect(approved).toMatchObject({
      outcome: 'rejected',
      why: 'only headquarters may set a stop to approved; ask a scheduler there',
    });
    expect(confirmed?.outcome).toBe('rejected');
    expect(postponed?.outcome).toBe('stored');
    // An answer is no dead letter: the edit is kept with its author and what became of it.
    expect((await headquarters.ask<DeadLettersAnswer>('dead-letters')).total).toBe(0);
    const { history } = await headquarters.ask<StopAnswer>('schedule/bus-01/market');
    expect(history.map(({ outcome, author, origin }) => [outcome, author.name, origin])).toEqual([
      ['stored', '演练员', 'bus'],
      ['rejected', '演练员', 'bus'],
      ['rejected', '演练员', 'bus'],
      ['stored', '演练员', 'bus'],
    ]);
  });

  test('for a stop that its author saw cancelled is refused in words', async () => {
    const made = aProposal('market', newStop(DAY, 'village-1', { status: 'cancelled' }));
    await propose(made);
    const [answer] = await propose(aProposal('market', { notes: 'x' }, { base: { status: [made.id] } }));
    expect(answer?.why).toContain('the stop is cancelled');
  });

  test('is known again after a restart of headquarters, and the snapshot is there without a word from the bus', async () => {
    await propose(aProposal('market', newStop(DAY)));
    await bus.leave();
    await headquarters.stop();
    await headquarters.start();
    bus = await SpeakingBus.connect(headquarters.broker, 'bus-01');
    expect((await snapshot(1)).stops.map(({ id }) => id)).toEqual(['market']);
  });

  test('of a day more than two weeks ago leaves the snapshot, unless a conflict is open', async () => {
    const [old, disputed] = [newStop('2026-11-01'), newStop('2026-11-01')];
    const first = aProposal('disputed', disputed);
    await propose(aProposal('old', old), first, aProposal('now', newStop(DAY)));
    await propose(aProposal('disputed', { notes: 'a' }), aProposal('disputed', { notes: 'b' }));
    expect((await snapshot(5)).stops.map(({ id }) => id).sort()).toEqual(['disputed', 'now']);
  });
});

describe('the console', () => {
  test('makes a stop once, however often the request is sent', async () => {
    const made = { id: newId(), stop: 'school', set: newStop(DAY) };
    expect((await send('POST', 'schedule/bus-01', made)).answer).toMatchObject({
      outcome: 'stored',
      revision: 1,
    });
    headquarters.clock = NINE_IN_SHANGHAI + 60_000;
    const again = await send('POST', 'schedule/bus-01', made);
    expect(again).toMatchObject({ status: 200, answer: { outcome: 'stored', revision: 1 } });
    const { history } = await headquarters.ask<StopAnswer>('schedule/bus-01/school');
    expect(history).toMatchObject([
      { origin: 'headquarters', at: NINE_IN_SHANGHAI, author: { id: 'rehearsal' } },
    ]);
  });

  test('approves and confirms what it has seen', async () => {
    const made = await send('POST', 'schedule/bus-01', { id: newId(), stop: 'school', set: newStop(DAY) });
    let plan = made.answer.plan!;
    for (const status of ['approved', 'confirmed'] as const) {
      const base = seenOf(plan, ['status']);
      const { answer } = await send('PATCH', 'schedule/bus-01/school', {
        id: newId(),
        base,
        set: { status },
      });
      expect(answer.outcome).toBe('stored');
      plan = answer.plan!;
    }
    expect((await listed('&status=confirmed')).map(({ stop }) => stop)).toEqual(['school']);
    expect(await listed('&status=draft')).toEqual([]);
  });

  test('says clearly that there is no such bus, no such stop, and what is wrong with an edit', async () => {
    const made = { id: newId(), stop: 'school', set: newStop(DAY) };
    const unknown = await send<ErrorAnswer>('POST', 'schedule/bus-99', made);
    expect(unknown).toMatchObject({
      status: 404,
      answer: { error: 'there is no bus "bus-99" here; known: bus-01' },
    });
    const upsideDown = { ...made, set: { when: { date: DAY, from: '12:00', to: '11:00' } } };
    const wrong = await send<ErrorAnswer>('POST', 'schedule/bus-01', upsideDown);
    expect(wrong.answer.error).toContain('set.when.to: is not after "from"');
    const nowhere = await send('PATCH', 'schedule/bus-01/nowhere', {
      id: newId(),
      base: {},
      set: { notes: 'x' },
    });
    expect(nowhere).toMatchObject({ status: 422, answer: { outcome: 'rejected', plan: null } });
    const bad = await send<ErrorAnswer>('POST', 'schedule/bus-01', { ...made, set: {} });
    expect(bad).toMatchObject({
      status: 400,
      answer: { error: expect.stringContaining('at least one field') as string },
    });
    const form = await fetch(`${headquarters.web}/api/v1/schedule/bus-01`, { method: 'POST', body: 'id=1' });
    expect(form.status).toBe(415);
    const named = await send<ErrorAnswer>('PATCH', 'schedule/bus-01/No%20Name', {
      id: newId(),
      base: {},
      set: { notes: 'x' },
    });
    expect(named.status).toBe(400);
  });

  test('lists stops by day, from one to another, and those nobody planned as well', async () => {
    for (const [stop, date] of [
      ['b', '2026-11-26'],
      ['a', '2026-11-27'],
      ['late', '2026-12-30'],
    ] as const)
      await send('POST', 'schedule/bus-01', { id: newId(), stop, set: newStop(date) });
    await bus.deliver(
      fact('bus-01', `${epoch}/1`, { fact: 'stop-opened', epoch, monotonic: 5, stop: 'unplanned' }),
    );
    expect((await listed('&from=2026-11-20&to=2026-11-30')).map(({ stop }) => stop)).toEqual([
      'unplanned',
      'b',
      'a',
    ]);
  });
});

/** What a bus keeps of its schedule, as the shared rule has it. */
class OfficersCopy {
  replica: Replica = EMPTY_REPLICA;

  change(stop: string, set: Proposal['set']): Proposal {
    const made = edit(this.replica, {
      id: newId(),
      stop,
      author: { id: 'officer-1', name: '演练员' },
      at: null,
      set,
    });
    this.replica = made.replica;
    return made.proposal;
  }

  async send(proposals: readonly Proposal[]): Promise<void> {
    const answers = await propose(...proposals);
    proposals.forEach(({ id }, n) => (this.replica = takeAnswer(this.replica, id, answers[n]!)));
  }

  async catchUp(revision: number): Promise<void> {
    this.replica = takeSnapshot(this.replica, await snapshot(revision));
  }
}

test('three stops changed on both sides of a pulled link: nothing is lost, headquarters chooses, and both agree', async () => {
  const copy = new OfficersCopy();
  const stops = ['one', 'two', 'three'];
  await copy.send(stops.map((stop) => copy.change(stop, newStop(DAY))));
  await copy.catchUp(3);

  const offline = stops.map((stop, n) =>
    copy.change(stop, { place: place(`by-bus-${n}`), notes: 'park behind the hall' }),
  );
  for (const { stop, plan } of await listed()) {
    const set = { place: place(`by-console-${stop}`) };
    const base = seenOf(plan!, ['place']);
    await send('PATCH', `schedule/bus-01/${stop}`, { id: newId(), base, set });
  }
  await copy.send(offline);
  const disputed = await listed();
  expect(disputed.map(({ conflicts }) => conflicts)).toEqual([['place'], ['place'], ['place']]);
  expect(disputed.every(({ plan }) => plan!.fields.notes?.current.value === 'park behind the hall')).toBe(
    true,
  );

  for (const [n, { stop, plan }] of disputed.entries()) {
    const { current, rivals } = plan!.fields.place!;
    const chosen = n === 0 ? current.value : rivals[0]!.value;
    const { answer } = await send('PATCH', `schedule/bus-01/${stop}`, {
      id: newId(),
      base: seenOf(plan!, ['place']),
      set: { place: chosen },
    });
    expect(answer.outcome).toBe('stored');
  }
  await copy.catchUp(12);
  expect(copy.replica.pending).toEqual([]);
  const atHeadquarters = await listed();
  const ofBus = plansOf(copy.replica).map((plan) => [
    plan.id,
    plan.fields.place!.current.value.village,
    plan.fields.place!.rivals,
  ]);
  expect(new Map(ofBus.map(([stop, ...rest]) => [stop, rest]))).toEqual(
    new Map(atHeadquarters.map(({ stop, plan }) => [stop, [plan!.fields.place!.current.value.village, []]])),
  );
  expect(atHeadquarters.flatMap(({ conflicts }) => conflicts)).toEqual([]);
});
