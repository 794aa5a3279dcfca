import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeContentFault } from '@pingan/content/content-fault';
import { NoContentPackError, readContentPack } from '@pingan/content/read-content-pack';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectionData } from './a-collection.ts';
import { judgeData } from './a-judge.ts';
import { houseData, voiceData } from './a-questions.ts';
import { alarmData } from './an-alarm.ts';

const starter = fileURLToPath(new URL('../../content/packs/starter', import.meta.url));
const STORY = 'exhibits/fake-police.yaml';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pack-'));
  cpSync(starter, directory, { recursive: true });
  for (const name of readdirSync(join(directory, 'exhibits')))
    if (`exhibits/${name}` !== STORY) rmSync(join(directory, 'exhibits', name));
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
  const { pack, ...found } = readContentPack(starter);
  expect(found).toMatchObject({ faults: [], leftOut: [], narrationDirectory: join(starter, 'narration') });
  expect(pack.id).toBe('starter');
  expect(pack.exhibits).toHaveLength(readdirSync(join(starter, 'exhibits')).length);
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

  it('tells about quotes where a comma cut a text in two', () => {
    rewrite(STORY, (text) =>
      text.replace(/^invitation:\n(?: +.*\n)+/m, 'invitation: { zh: 字, en: Try, and see. }\n'),
    );
    expect(read().faults).toMatchObject([
      {
        path: 'invitation.and see.',
        wayOut: 'put a text that holds a comma in quotes, or it ends there inside { }',
      },
    ]);
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

describe('exhibits of other kinds', () => {
  // JSON is YAML too.
  const write = (name: string, data: object) =>
    writeFileSync(join(directory, 'exhibits', `${name}.yaml`), JSON.stringify(data, null, 2));

  it('are read beside the story, each by its own schema', () => {
    const exhibits = [judgeData(), collectionData(), houseData(), voiceData(), alarmData()];
    for (const data of exhibits) write(data.id, data);
    expect(read().faults).toEqual([]);
    expect(ids().toSorted()).toEqual(['fake-police', ...exhibits.map(({ id }) => id)].toSorted());
  });

  it('are left out by the check of their kind, with the line of the fault', () => {
    const data = judgeData();
    data.items[2]!.belongs = 'attic';
    write('post', data);
    expect(ids()).toEqual(['fake-police']);
    expect(read().faults).toMatchObject([
      {
        file: 'exhibits/post.yaml',
        path: 'items.2.belongs',
        value: '"attic"',
        line: lineOf('attic', 'exhibits/post.yaml'),
      },
    ]);
  });

  it('are left out with the fault that forbids them first, not with a flaw', () => {
    const data = houseData();
    Object.assign(data.bands, { safe: 200, nearly: 300 });
    write('house', data);
    const { leftOut } = read();
    expect(leftOut).toHaveLength(1);
    expect(leftOut[0]).toMatch(/is left out: \S+ purse 100 is too small .* \(and 1 more\)$/);
  });

  it('of no known kind are told which there are', () => {
    write('riddle', { ...judgeData(), kind: 'riddle' });
    expect(ids()).toEqual(['fake-police']);
    const [fault] = read().faults;
    expect(fault).toMatchObject({ file: 'exhibits/riddle.yaml', path: 'kind', value: '"riddle"' });
    expect(fault!.wayOut).toBe('use one of story, judge, collection, questions, alarm');
  });
});

describe('narration', () => {
  const FILE = 'invite-zh.mp3';
  const sound = (name: string) => {
    mkdirSync(join(directory, 'narration'), { recursive: true });
    writeFileSync(join(directory, 'narration', name), 'sound');
  };
  beforeEach(() =>
    rewrite(STORY, (text) => text.replace('invitation:\n', `invitation:\n  narration: { zh: ${FILE} }\n`)),
  );
  const named = () => read().pack.exhibits[0]!.invitation.narration;

  it('is handed on when its file is there', () => {
    sound(FILE);
    expect(read()).toMatchObject({ faults: [], narrationDirectory: join(directory, 'narration') });
    expect(named()).toEqual({ zh: FILE });
  });

  it.each(['no folder', 'another file', 'a folder of that name'])(
    'is taken out of the pack and reported where there is %s',
    (there) => {
      if (there === 'another file') sound('other.mp3');
      if (there === 'a folder of that name')
        mkdirSync(join(directory, 'narration', FILE), { recursive: true });
      expect(named()).toBeUndefined();
      expect(read()).toMatchObject({
        faults: [{ file: STORY, path: 'invitation.narration.zh', value: `"${FILE}"`, line: lineOf(FILE) }],
        leftOut: [],
      });
    },
  );

  it('makes another version of the pack once its file is put there', () => {
    const before = read().pack.version;
    sound(FILE);
    expect(read().pack.version).not.toBe(before);
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
