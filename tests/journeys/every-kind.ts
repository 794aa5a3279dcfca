import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVERY_KIND } from '../firmware-bridge/sessions/sample-exhibits.ts';
import { type journeyFolder, ROOT } from './halves.ts';

const STOPS = `version: 1
stops:
  - { id: spring, village: hill, name: { zh: 春, en: spring } }
  - { id: autumn, village: hill, name: { zh: 秋, en: autumn } }
  - { id: elsewhere, name: { zh: 别处, en: elsewhere } }
`;

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const warning = (id: string, expires: number) => {
  const text = { zh: '样例', en: 'sample' };
  const texts = { type: text, where: text, method: text, stopPoint: text, action: text, source: text };
  return { id, ...texts, published: day(-5), expires: day(expires), generated: true };
};

/** The rehearsal bus with the smallest exhibit of every kind, case warnings, and two stops in one village. */
export function everyKindProfile(folder: ReturnType<typeof journeyFolder>): string {
  const pack = join(folder.path, 'pack');
  mkdirSync(join(pack, 'exhibits'), { recursive: true });
  mkdirSync(join(pack, 'narration'));
  const put = (name: string, data: unknown) => writeFileSync(join(pack, name), JSON.stringify(data));
  put('pack.yaml', { id: 'samples', languages: ['zh', 'en'] });
  put('sources.yaml', {});
  for (const exhibit of EVERY_KIND) put(`exhibits/${exhibit.id}.yaml`, exhibit);
  put('exhibits/broken.yaml', { kind: 'judge', id: 'broken' });
  writeFileSync(join(pack, 'narration', 'hello-zh.mp3'), 'sound');
  folder.write('stops.yaml', STOPS);
  const warnings = [warning('holds', 5), warning('expired', -2), { id: 'bad' }];
  folder.write('warnings.yaml', JSON.stringify({ version: 1, warnings }));
  const shipped = readFileSync(join(ROOT, 'device-config/profiles/rehearsal.yaml'), 'utf8');
  const offers = ['[fake-police, messages, voice, burglar, broken]', '[locks, house, burglar]'];
  const profile = shipped
    .replace(/^(stops|warnings|content|officer):.*$/gm, '')
    .replace(/^( +exhibits: ).*$/gm, (_, key: string) => `${key}${offers.shift()}`);
  return folder.write(
    'profile.yaml',
    `${profile}\ncontent: ./pack\nstops: stops.yaml\nwarnings: warnings.yaml\n`,
  );
}
