import { EMPTY_AUTHORITY, decideProposals } from '@pingan/protocol/schedule/authority';
import type { Proposal, StopPlan } from '@pingan/protocol/schedule/plan';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import Console from '../../../headquarters/console/Console.svelte';
import { grouped } from '../../../headquarters/console/state/crew-state.svelte.ts';
import type { Change, PlanningApi } from '../../../headquarters/console/state/planning-api.ts';
import { RefusedError } from '../../../headquarters/console/state/request.ts';
import { changesIn, draftOf } from '../../../headquarters/console/state/stop-draft.ts';
import { type SaidFact, stopDay } from '../../../headquarters/schedule/stop-day.ts';
import type { ListedStop } from '../../../headquarters/schedule/list-stops.ts';
import type { StopAnswer } from '../../../headquarters/web/answers.ts';
import { aProposal, newStop, place } from '../schedule/a-plan.ts';
import { ScriptedApi, aBus, aSnapshot } from './a-snapshot.ts';
import { REHEARSAL, aSession, scriptedStaff } from './scripted-staff.ts';

beforeAll(() => {
  // jsdom lays nothing out and opens no dialogs.
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
});
beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  location.hash = '';
});

/** A plan that two people changed at once. */
function disputed(): { plan: StopPlan; proposals: Proposal[] } {
  const made = aProposal('market', newStop('2026-12-01', 'village-1', { status: 'draft' }));
  const mine = aProposal('market', { place: place('by-bus') }, { base: { place: [made.id] } });
  const other = aProposal('market', { place: place('by-console') }, { base: { place: [made.id] } });
  const { authority } = decideProposals(EMPTY_AUTHORITY, [made, mine, other]);
  return { plan: authority.plans.get('market')!, proposals: [made, mine, other] };
}

function listed(plan: StopPlan | null, more: Partial<ListedStop> = {}): ListedStop {
  return {
    bus: 'bus-01',
    stop: plan?.id ?? 'unplanned',
    name: plan?.fields.place?.current.value.name ?? null,
    date: '2026-12-01',
    plan,
    conflicts: plan?.fields.place && plan.fields.place.rivals.length > 0 ? ['place'] : [],
    day: stopDay('market', []),
    tallies: [],
    ...more,
  };
}

const unasked = (what: string) => () => Promise.reject(new Error(`nobody expected ${what} here`));

/** A headquarters that plans; what a test does not script must not be asked. */
function scripted(stop: ListedStop, more: Partial<PlanningApi> = {}): PlanningApi {
  const answer: StopAnswer = { stop, history: [] };
  return {
    schedule: () => Promise.resolve({ today: '2026-11-26', stops: [stop] }),
    stop: () => Promise.resolve(answer),
    create: unasked('a new stop'),
    change: unasked('a change'),
    warnings: unasked('warnings'),
    publish: unasked('a warning'),
    withdraw: unasked('the end of a warning'),
    crew: unasked('a crew'),
    addMember: unasked('a member'),
    removeMember: unasked('the end of a member'),
    setPin: unasked('a PIN'),
    issueCodes: unasked('codes'),
    ...more,
  };
}

function show(page: string, planning: PlanningApi, session = REHEARSAL): void {
  location.hash = page;
  const buses = [aBus(), aBus({ bus: 'bus-02' })];
  const api = new ScriptedApi((purpose) => Promise.resolve(aSnapshot({ purpose, buses })));
  render(Console, { api, staff: scriptedStaff(session), planning });
}

describe('the draft of a plan', () => {
  test('changes nothing as long as nobody writes in it', () => {
    const { plan } = disputed();
    expect(changesIn(draftOf(plan), plan)).toEqual({});
    const bare = decideProposals(EMPTY_AUTHORITY, [
      aProposal('a', newStop('2026-12-01', 'v', { kind: 'village' })),
    ]);
    const only = bare.authority.plans.get('a')!;
    expect(changesIn(draftOf(only), only)).toEqual({});
  });

  test('names the fields that were changed, each as a whole, and keeps what the form does not show', () => {
    const position = { lat: 30.05, lon: 119.95 };
    const made = aProposal(
      'a',
      newStop('2026-12-01', 'v', { kind: 'village', place: { ...place('v'), position } }),
    );
    const plan = decideProposals(EMPTY_AUTHORITY, [made]).authority.plans.get('a')!;
    const draft = { ...draftOf(plan), from: '', address: '桥头', officers: 'li-wei，wang-fang' };
    expect(changesIn(draft, plan)).toEqual({
      when: { date: '2026-12-01', from: null, to: '11:30' },
      place: { ...place('v'), address: '桥头', position },
      officers: ['li-wei', 'wang-fang'],
    });
  });
});

describe('the page of stops', () => {
  test('shows both values of a conflict side by side, and one tap settles it with every version named', async () => {
    const { plan } = disputed();
    const change = vi.fn((_bus: string, _stop: string, _change: Change) =>
      Promise.resolve({ outcome: 'stored' as const, revision: 4, plan }),
    );
    show('stops', scripted(listed(plan), { change }));
    await fireEvent.click(await screen.findByRole('button', { name: /演练村（by-bus）/ }));
    const conflict = within(await screen.findByRole('region', { name: /两边改得不一样/ }));
    const [first, second] = conflict.getAllByRole('listitem');
    expect(first!.textContent).toMatch(/by-bus.*当前/s);
    expect(second!.textContent).toContain('by-console');
    await fireEvent.click(within(second!).getByRole('button', { name: '选这个' }));
    const { current, rivals } = plan.fields.place!;
    expect(change.mock.calls[0]).toMatchObject([
      'bus-01',
      'market',
      {
        base: { place: [current.version, rivals[0]!.version] },
        set: { place: { village: 'by-console' } },
      },
    ]);
    expect(await screen.findByText('已保存，车辆联网后即收到。')).toBeTruthy();
  });

  test('asks again before a stop is cancelled', async () => {
    const { plan } = disputed();
    const change = vi.fn(() => Promise.resolve({ outcome: 'stored' as const, revision: 4, plan }));
    show('stops', scripted(listed(plan), { change }));
    await fireEvent.click(await screen.findByRole('button', { name: /演练村/ }));
    await fireEvent.click(await screen.findByRole('button', { name: '取消站点' }));
    expect(change).not.toHaveBeenCalled();
    await fireEvent.click(screen.getByRole('button', { name: '确认取消' }));
    expect(change).toHaveBeenCalledWith(
      'bus-01',
      'market',
      expect.objectContaining({ set: { status: 'cancelled' } }),
    );
  });

  test('a viewer reads everything and may change nothing', async () => {
    const { plan } = disputed();
    show('stops', scripted(listed(plan)), aSession({ role: 'viewer' }));
    await fireEvent.click(await screen.findByRole('button', { name: /演练村/ }));
    await screen.findByRole('region', { name: /两边改得不一样/ });
    for (const name of ['选这个', '修改', '批准', '取消站点', '新建站点'])
      expect(screen.queryByRole('button', { name })).toBeNull();
    expect(screen.queryByRole('link', { name: '车上人员' })).toBeNull();
  });

  test('says in both languages why an edit was refused, and keeps what was written', async () => {
    const { plan } = disputed();
    const text = { zh: '这个站点已取消', en: 'the stop is cancelled' };
    const change = () => Promise.reject(new RefusedError(422, { error: text.en, text }));
    show('stops', scripted(listed(plan), { change }));
    await fireEvent.click(await screen.findByRole('button', { name: /演练村/ }));
    await fireEvent.click(await screen.findByRole('button', { name: '修改' }));
    await fireEvent.input(screen.getByLabelText('备注'), { target: { value: '带接线板' } });
    await fireEvent.click(screen.getByRole('button', { name: '保存' }));
    expect((await screen.findByRole('alert')).textContent).toContain('这个站点已取消');
    expect(screen.getByLabelText<HTMLTextAreaElement>('备注').value).toBe('带接线板');
    await fireEvent.click(screen.getByRole('button', { name: 'English' }));
    expect((await screen.findByRole('alert')).textContent).toContain('the stop is cancelled');
  });

  test('marks shares of divided counts, and says what the mark means', async () => {
    const { plan } = disputed();
    const tally = { bus: 'bus-01', stop: 'market', first: null, last: null } as const;
    const tallies: ListedStop['tallies'] = [
      { ...tally, purpose: 'service', visits: 30, storyStarts: 6, storyFinishes: 4, estimated: true },
      { ...tally, purpose: 'training', visits: 9, storyStarts: 2, storyFinishes: 1 },
    ];
    show('stops', scripted(listed(plan, { tallies })));
    await fireEvent.click(await screen.findByRole('button', { name: /演练村/ }));
    const cells = (await screen.findByRole('row', { name: /正式服务/ })).querySelectorAll('td');
    expect([...cells].map(({ textContent }) => textContent.trim())).toEqual(['30', '≈6', '≈4']);
    expect(cells[1]!.querySelector('abbr')!.title).toContain('估算');
    expect(screen.getByRole('row', { name: /培训/ }).textContent).not.toContain('≈');
  });
});

describe('the day of a stop', () => {
  const said = (fact: string, detail: SaidFact['detail']): SaidFact => ({
    ...{ id: fact, fact, by: { id: 'li-wei', name: '李伟' }, at: null, timeZone: null, day: null },
    ...{ boot: 1, monotonic: 5, stop: 'market', detail },
  });

  test('shows the form that was filled in, answer by answer, as the bus told them', async () => {
    const answers = {
      leaflets: 1200,
      asked: true,
      'own-case': false,
      busiest: 'fake-police',
      remark: '老人多',
    };
    const { plan } = disputed();
    const day = stopDay('market', [said('after-action', { answers: { ...answers, other: '' } })]);
    show('stops', scripted(listed(plan, { day })));
    await fireEvent.click(await screen.findByRole('button', { name: /演练村/ }));
    const row = await screen.findByRole('row', { name: /反馈表/ });
    expect(row.textContent).toContain('已填 6 项');
    const told = [...row.querySelectorAll('dl > div')].map((pair) => [
      pair.querySelector('dt')!.textContent,
      pair.querySelector('dd')!.textContent,
    ]);
    expect(told).toEqual([
      ['leaflets', '1,200'],
      ['asked', '是'],
      ['own-case', '否'],
      ['busiest', 'fake-police'],
      ['remark', '老人多'],
      ['other', '无'],
    ]);
    await fireEvent.click(screen.getByRole('button', { name: 'English' }));
    expect(row.textContent).toMatch(/6 answers.*asked.*yes.*own-case.*no/s);
  });

  test('says beside the visits which door could not see', async () => {
    const { plan } = disputed();
    const counts = { visits: 30, storyStarts: 6, storyFinishes: 4, first: null, last: null };
    const tally = { bus: 'bus-01', stop: 'market', purpose: 'service' as const, ...counts };
    const blind = [{ door: 'side', seconds: 90 }];
    show('stops', scripted(listed(plan, { tallies: [{ ...tally, blind }] })));
    await fireEvent.click(await screen.findByRole('button', { name: /演练村/ }));
    const row = await screen.findByRole('row', { name: /正式服务/ });
    expect(row.querySelector('td')!.textContent).toMatch(/30\s*side 门有 2 分钟看不见/);
  });
});

describe('the page of the crew', () => {
  test('shows a sheet of codes once, in groups that can be read aloud', async () => {
    const member = { id: 'li-wei', name: '李伟', hasPin: false, codes: 0, codesExpire: null };
    const { plan } = disputed();
    show(
      'crew',
      scripted(listed(plan), {
        crew: (bus) => Promise.resolve({ bus, members: [member] }),
        issueCodes: () =>
          Promise.resolve({ expires: '2027-02-24', codes: [{ id: 'c-1', code: '123456789012' }] }),
      }),
    );
    await fireEvent.click(await screen.findByRole('button', { name: '发应急码' }));
    const sheet = within(await screen.findByRole('dialog'));
    expect(sheet.getByText('1234 5678 9012')).toBeTruthy();
    await fireEvent.click(sheet.getByRole('button', { name: '已打印，关闭' }));
    expect(document.body.textContent).not.toContain('1234 5678');
  });

  test('groups digits by four', () => expect(grouped('000012345678')).toBe('0000 1234 5678'));
});
