import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeContentFault } from '@pingan/content/content-fault';
import { NoContentPackError, readContentPack } from '@pingan/content/read-content-pack';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const starter = fileURLToPath(new URL('../../content/packs/starter', import.meta.url));
const STORY = 'exhibits/fake-police.yaml';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pack-'));
  cpSync(starter, directory, { recursive: true });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function rewrite(file: string, change: (text: string) => string, as = file): void {
  writeFileSync(join(directory, as), change(readFileSync(join(directory, file), 'utf8')));
}
const read = () => readContentPack(directory);
const ids = () => read().pack.exhibits.map(({ id }) => id);
/** The line, counted from 1, on which the text first stands. */
const lineOf = (text: string, file = STORY) =>
  readFileSync(join(directory, file), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;

it('reads the starter pack without a fault', () => {
  expect(read()).toMatchObject({ faults: [], leftOut: [], pack: { id: 'starter' } });
  expect(ids()).toEqual(['fake-police']);
});

describe('the version', () => {
  it('stays when only comments and layout change', () => {
    const before = read().pack.version;
    rewrite(STORY, (text) => `# another comment\n\n${text}`);
    expect(read().pack.version).toBe(before);
  });

  it('changes with any text', () => {
    const before = read().pack.version;
    rewrite(STORY, (text) => text.replace('Safe and sound', 'Safe'));
    expect(read().pack.version).not.toBe(before);
  });
});

describe('a fault', () => {
  it('names file, line, path, value and a way out for a key that is misspelt', () => {
    rewrite(STORY, (text) => text.replace('    turningPoint: moved', '    turningpoint: moved'));
    const [fault] = read().faults;
    expect(fault).toMatchObject({
      file: STORY,
      line: lineOf('turningpoint: moved'),
      path: 'beats.1.turningpoint',
      value: '"moved"',
    });
    expect(describeContentFault(fault!)).toMatch(
      /^exhibits\/fake-police\.yaml:\d+:5 beats\.1\.turningpoint "moved" is not a key that belongs here; remove it/,
    );
  });

  it('names what may stand there instead of an unknown value', () => {
    rewrite(STORY, (text) => text.replace('speaker: guide', 'speaker: ghost'));
    const [fault] = read().faults;
    expect(fault).toMatchObject({ path: 'beats.3.speaker', value: '"ghost"', line: lineOf('ghost') });
    expect(fault!.wayOut).toBe('use one of caller, guide');
  });

  it('is placed inside a choice and not at the beat around it', () => {
    rewrite(STORY, (text) => text.replace('verdict: caught', 'verdict: foolish'));
    expect(read().faults).toMatchObject([{ path: 'beats.2.then.choices.2.verdict', value: '"foolish"' }]);
  });

  it('is placed at the nearest thing above when a language is missing', () => {
    rewrite(STORY, (text) => text.replace(/^ {2}en: The phone rings.*\n/m, ''));
    expect(read().faults).toMatchObject([
      { path: 'invitation.en', value: '', wayOut: 'add it', line: lineOf('invitation:') },
    ]);
  });

  it('tells where a file stops being YAML', () => {
    rewrite(STORY, (text) => text.replace('medium: phone', 'medium: [phone'));
    const [fault] = read().faults;
    expect(fault!.line).toBeGreaterThanOrEqual(lineOf('medium'));
    expect(fault!.problem).toMatch(/^is not YAML/);
  });

  it('lists all that is wrong at once', () => {
    rewrite(STORY, (text) =>
      text.replace('speaker: guide', 'speaker: ghost').replace('medium: phone', 'medium: drum'),
    );
    expect(
      read()
        .faults.map(({ path }) => path)
        .sort(),
    ).toEqual(['beats.3.speaker', 'medium']);
  });
});

describe('a broken exhibit', () => {
  beforeEach(() =>
    rewrite(STORY, (text) => text.replace('id: fake-police', 'id: second'), 'exhibits/second.yaml'),
  );

  it('is left out, and the others run', () => {
    rewrite(STORY, (text) => text.replace('then: { next: badge }', 'then: { next: nowhere }'));
    expect(ids()).toEqual(['second']);
    expect(read().leftOut).toHaveLength(1);
    expect(read().leftOut[0]).toMatch(/^exhibits\/fake-police\.yaml is left out: .*"nowhere" leads nowhere/);
  });

  it('is the second of two with the same id', () => {
    rewrite('exhibits/second.yaml', (text) => text.replace('id: second', 'id: fake-police'));
    expect(ids()).toEqual(['fake-police']);
    expect(read().faults).toMatchObject([
      { file: 'exhibits/second.yaml', path: 'id', value: '"fake-police"' },
    ]);
  });

  it('may be an empty file', () => {
    writeFileSync(join(directory, STORY), '');
    expect(ids()).toEqual(['second']);
    expect(read().faults).toMatchObject([{ file: STORY }]);
  });

  it('is not one with a text too long: that is reported, and it runs', () => {
    rewrite(STORY, (text) => text.replace('冒充警察的电话', '长'.repeat(60)));
    expect(ids()).toContain('fake-police');
    expect(read()).toMatchObject({ faults: [{ path: 'title.zh' }], leftOut: [] });
  });
});

describe('a pack with something missing', () => {
  it('is refused with the folder it was looked for in', () => {
    const nowhere = join(directory, 'nowhere');
    expect(() => readContentPack(nowhere)).toThrow(NoContentPackError);
    expect(() => readContentPack(nowhere)).toThrow(nowhere);
  });

  it('still runs without pack.yaml and sources.yaml, and says so', () => {
    rmSync(join(directory, 'pack.yaml'));
    rmSync(join(directory, 'sources.yaml'));
    expect(ids()).toEqual(['fake-police']);
    expect(read().faults.map(({ file }) => file)).toEqual(
      expect.arrayContaining(['pack.yaml', 'sources.yaml', STORY]),
    );
  });

  it('has nothing to show without exhibits, and says so', () => {
    rmSync(join(directory, 'exhibits'), { recursive: true });
    expect(read()).toMatchObject({ pack: { exhibits: [] }, faults: [{ file: 'exhibits' }] });
  });

  it('must be in both languages', () => {
    rewrite('pack.yaml', (text) => text.replace('[zh, en]', '[zh]'));
    expect(read().faults).toMatchObject([{ file: 'pack.yaml', path: 'languages', value: '["zh"]' }]);
  });
});
