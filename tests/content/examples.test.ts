import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkTexts } from '@pingan/content/check-texts';
import { describeContentFault } from '@pingan/content/content-fault';
import { Exhibit } from '@pingan/content/pack';
import { readContentPack } from '@pingan/content/read-content-pack';
import { TurningPoint } from '@pingan/content/texts';
import { afterAll, describe, expect, it } from 'vitest';

const page = readFileSync(new URL('../../docs/content.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/^```yaml (\w+)\n([\s\S]*?)^```$/gm)].map(([, kind, text]) => ({
  kind: kind!,
  text: text!,
}));

/** The examples of the page as the pack that an author would make of them. */
const directory = mkdtempSync(join(tmpdir(), 'examples-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
for (const folder of ['exhibits', 'narration']) mkdirSync(join(directory, folder));
writeFileSync(join(directory, 'pack.yaml'), 'id: examples\nlanguages: [zh, en]\n');
for (const { kind, text } of examples)
  writeFileSync(join(directory, kind === 'sources' ? 'sources.yaml' : `exhibits/${kind}.yaml`), text);
for (const [file] of page.matchAll(/\b[a-z]+-(zh|en)\.mp3/g))
  writeFileSync(join(directory, 'narration', file), 'sound');
const { pack, faults, leftOut } = readContentPack(directory);

/** Every key that stands anywhere in a value. */
function keysIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...own, ...Object.values(value).flatMap(keysIn)];
}

/** The limits that the check quotes against a text. */
function limitsSaidOf(title: object): (string | undefined)[] {
  const text = { sources: [], review: { state: 'pending' }, ...title };
  return checkTexts({ title: text }, new Set()).map(({ problem }) => /more than (\d+)/.exec(problem)?.[1]);
}

describe('the page for authors', () => {
  it('marks every example with what it is', () => {
    expect(examples).toHaveLength(page.match(/^```\w/gm)!.length);
  });

  it('shows sources, and one exhibit of every kind', () => {
    const kinds = pack.exhibits.map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(['alarm', 'collection', 'judge', 'questions', 'story']);
    expect(kinds).toHaveLength(Exhibit.options.length);
    expect(examples.map(({ kind }) => kind).toSorted()).toEqual([...kinds, 'sources'].toSorted());
  });

  it('shows examples that a bus takes without a fault', () => {
    expect(faults.map(describeContentFault)).toEqual([]);
    expect(leftOut).toEqual([]);
  });

  it('shows shortcuts, learning forms, easy texts, narration and sources at work', () => {
    const story = pack.exhibits.find(({ kind }) => kind === 'story');
    expect(keysIn(story)).toEqual(
      expect.arrayContaining(['shortcut', 'forms', 'easy', 'narration', 'sources', 'turningPoint']),
    );
  });

  it('names the turning points and the limits as the code has them', () => {
    for (const point of TurningPoint.options) expect(page).toContain(`\`${point}\``);
    const tooLong = { zh: '长'.repeat(55), en: 'word '.repeat(31) };
    expect(limitsSaidOf(tooLong)).toEqual(['54', '30']);
    for (const limit of ['54 Chinese characters', '30 English words']) expect(page).toContain(limit);
    const easyLimits = limitsSaidOf({ ...tooLong, easy: tooLong }).slice(2);
    expect(easyLimits.filter((limit) => limit !== undefined)).toEqual(['30', '18']);
    expect(page).toContain('30 characters, 18 words');
  });
});
