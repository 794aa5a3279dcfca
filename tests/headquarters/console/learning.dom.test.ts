import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import Console from '../../../headquarters/console/Console.svelte';
import type { LearningAnswer } from '../../../headquarters/web/answers.ts';
import { ScriptedApi, aSnapshot } from './a-snapshot.ts';
import { REHEARSAL, scriptedStaff } from './scripted-staff.ts';
import { someLearning } from './some-learning.ts';

beforeAll(() => {
  // jsdom lays nothing out.
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});
beforeEach(() => localStorage.clear());
afterEach(cleanup);

const open = (api: ScriptedApi) => render(Console, { api, staff: scriptedStaff(REHEARSAL) });

async function show(learning: Partial<LearningAnswer>) {
  const base = aSnapshot();
  const snapshot = aSnapshot({ learning: { ...base.learning, ...learning } });
  open(new ScriptedApi((purpose) => Promise.resolve({ ...snapshot, purpose })));
  return panel('学会了吗');
}
const panel = async (title: string) =>
  within((await screen.findByRole('heading', { name: title })).closest('section')!);
const toEnglish = () => fireEvent.click(screen.getByRole('button', { name: 'English' }));

describe('the panel on learning', () => {
  test.each([
    ['learned', '学会了：真假更分得清', 'Learned: they tell scam from genuine better'],
    ['lost', '反而更分不清真假', 'They tell scam from genuine less well'],
    ['suspicious', '没有学会，只是更多疑', 'Not learned, only more suspicious'],
    ['trusting', '没有学会，只是更轻信', 'Not learned, only more trusting'],
    ['unchanged', '看不出变化', 'No change to be seen'],
  ] as const)('says %s in plain words, with the figures behind it', async (verdict, zh, en) => {
    const panel = await show({ exhibits: [someLearning(verdict)] });
    expect(panel.getByText(zh)).toBeTruthy();
    expect(panel.getByText('100 条骗局：识破 70 → 90 条')).toBeTruthy();
    expect(panel.getByText('100 条真消息：当成骗局 30 → 29 条')).toBeTruthy();
    expect(panel.getByText(/n = 故事前 100 对，故事后 100 对/)).toBeTruthy();
    await toEnglish();
    expect(panel.getByText(en)).toBeTruthy();
    expect(panel.getByText('Of 100 scams, 70 were caught before and 90 after.')).toBeTruthy();
  });

  test('warns where people learned but doubt more genuine ones, and only there', async () => {
    const panel = await show({
      exhibits: [someLearning('learned', { doubtsGenuine: true }), someLearning('learned', { exhibit: 'b' })],
    });
    expect(panel.getAllByText(/把真的当成骗局的也多了/)).toHaveLength(1);
  });

  test('shows how many are still needed instead of a chart, and never a number under ten', async () => {
    const panel = await show({
      exhibits: [
        someLearning('too-few', { pairs: 17 }),
        someLearning('too-few', { exhibit: 'fake-loan', pairs: null }),
      ],
    });
    const [some, few] = panel.getAllByRole('article');
    expect(some!.textContent).toContain('还太少（需 30 对，现有：17 对）');
    expect(few!.textContent).toContain('还太少（需 30 对，现有：不足 10 对）');
    expect(some!.querySelector('polyline')).toBeNull();
    await toEnglish();
    expect(some!.textContent).toContain('too few yet (17 of 30 pairs)');
    expect(few!.textContent).toContain('too few yet (under 10 of 30 pairs)');
  });

  test('says what is left on a return visit, or that too few were asked on one', async () => {
    const panel = await show({
      exhibits: [
        someLearning('learned', { later: 'learned' }),
        someLearning('learned', { exhibit: 'b', later: 'too-few' }),
        someLearning('learned', { exhibit: 'c' }),
      ],
    });
    const [kept, few, none] = panel.getAllByRole('article').map((article) => article.textContent);
    expect(kept).toContain('回访时仍比故事前分得清');
    expect(few).toContain('回访：还太少（需 30 对，现有：14 对）');
    expect(none).not.toContain('回访');
  });

  test('keeps d′ and its interval for those who ask for it', async () => {
    const panel = await show({ exhibits: [someLearning('learned')] });
    const details = panel.getByText('给统计人员').closest('details')!;
    expect(details.open).toBe(false);
    expect(details.textContent).toMatch(/d′.*1\.00 → 1\.00.*0\.74.*0\.54 至 0\.94/s);
    expect(details.textContent).toMatch(/c.*−0\.10 → −0\.10.*−0\.30/s);
  });

  test('names its limits: self-selected, pooled, small numbers hidden', async () => {
    const panel = await show({ exhibits: [someLearning('learned')] });
    expect(panel.getByText(/不跟踪任何人.*自愿.*没有配对.*不足 10/)).toBeTruthy();
    await toEnglish();
    expect(panel.getByText(/nobody is followed.*own choice.*not matched.*Fewer than 10/)).toBeTruthy();
  });

  test('waits calmly for the first answers', async () => {
    const panel = await show({});
    expect(panel.getByText('还没有人在故事前后都答完。')).toBeTruthy();
  });

  test('shows six stories at first, and the others after one tap', async () => {
    const exhibits = Array.from({ length: 8 }, (_, i) =>
      someLearning('too-few', { exhibit: `story-${i}`, pairs: 12 }),
    );
    const panel = await show({ exhibits });
    expect(panel.getAllByRole('article')).toHaveLength(6);
    await fireEvent.click(panel.getByRole('button', { name: '显示全部 8 个展项' }));
    expect(panel.getAllByRole('article')).toHaveLength(8);
  });

  test('lists items for the review in the order it is given, a phase nobody was asked in left out', async () => {
    const none = { before: null, after: null, later: null, play: null };
    const panel = await show({
      items: [
        {
          exhibit: 'fake-police',
          item: 'sms-3',
          truth: 'genuine',
          phases: { ...none, before: { n: 35, right: 0.57 }, after: { n: 40, right: 0.6 } },
        },
        {
          exhibit: 'fake-loan',
          item: 'sms-9',
          truth: 'scam',
          phases: { ...none, before: { n: null, right: null } },
        },
      ],
    });
    await fireEvent.click(panel.getByText(/季度复审/));
    const [head, first, second] = [
      ...panel
        .getByText(/季度复审/)
        .closest('details')!
        .querySelectorAll('tr'),
    ];
    expect(head!.textContent).toMatch(/故事前.*故事后/s);
    expect(head!.textContent).not.toMatch(/回访|游戏/);
    expect(first!.textContent).toMatch(/sms-3.*真消息.*57%.*n = 35.*60%.*n = 40/s);
    expect(second!.textContent).toMatch(/sms-9.*骗局.*不足 10.*–/s);
  });
});

describe('the panel of exhibits', () => {
  test('counts every kind, what was bought and which hands rose, small numbers hidden', async () => {
    const empty = { choices: [], answers: [], hands: [] };
    const house = {
      ...empty,
      kind: 'questions' as const,
      exhibit: 'safe-house',
      starts: 180,
      finishes: 90,
      answers: [
        { question: 'bought', answer: 'lock-cylinder', n: 140 },
        { question: 'bought', answer: 'alarm', n: null },
      ],
      hands: [{ question: 'night', answer: 'yes', n: 31 }],
    };
    const shelf = { ...empty, kind: 'collection' as const, exhibit: 'lock-wall', starts: 610, finishes: 402 };
    const snapshot = aSnapshot({ exhibits: [...aSnapshot().exhibits, shelf, house] });
    open(new ScriptedApi(() => Promise.resolve(snapshot)));
    const exhibits = await panel('展项与选择');
    const [story, locks, home] = exhibits.getAllByRole('article').map((article) => article.textContent);
    expect(story).toMatch(/fake-police.*故事.*开始 12.*完成 9.*75%.*hang-up.*6.*75%/s);
    expect(locks).toMatch(/lock-wall.*实物.*开始 610.*完成 402/s);
    expect(home).toMatch(/safe-house.*问答.*买了什么.*lock-cylinder.*140.*alarm.*不足 10.*night.*yes.*31/s);
    // The key figure is of stories alone.
    expect((await screen.findByText('故事体验', { selector: 'dt' })).parentElement!.textContent).toContain(
      '12',
    );
  });

  test('waits calmly for the first visitor', async () => {
    open(new ScriptedApi(() => Promise.resolve(aSnapshot({ exhibits: [] }))));
    expect((await panel('展项与选择')).getByText('还没有人开始体验。')).toBeTruthy();
  });
});
