import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OfficerFormsError, readOfficerForms } from '@pingan/device-config/read-officer-forms';
import { OfficerDay } from '@pingan/protocol/officer-day';
import { describe, expect, it } from 'vitest';
import { faultLines, folderForTests } from './written-file.ts';

const folder = folderForTests();
const shipped = fileURLToPath(new URL('../../device-config/officer/rehearsal.yaml', import.meta.url));

const faultsOf = (content: string) => {
  const file = folder.write(content);
  return faultLines(() => readOfficerForms(file), file);
};

describe('checklist and form of the officers', () => {
  it('ship marked as generated, and fit what a panel is told of a day', () => {
    const { generated, checklist, form } = readOfficerForms(shipped);
    expect(generated).toBe(true);
    expect(OfficerDay.shape.checklist.parse(checklist)).toEqual(checklist);
    expect(OfficerDay.shape.form.parse(form)).toEqual(form);
    expect(new Set(form.map(({ asks }) => asks))).toEqual(new Set(['number', 'choice', 'yes-no', 'remark']));
  });

  it('tell every fault at once, with its place', () => {
    expect(
      faultsOf(`version: 1
checklist:
  - { id: poster, text: { zh: 海报, en: poster } }
  - { id: poster, text: { zh: 海报 } }
form:
  - { asks: number, id: reached, text: { zh: 多少, en: how many } }
  - { asks: choice, id: best, text: { zh: 哪个, en: which }, choices: [{ id: a, text: { zh: 甲, en: A } }, { id: a, text: { zh: 乙, en: B } }] }
  - { asks: name, id: who, text: { zh: 谁, en: who } }
`),
    ).toEqual([
      '4:11 checklist[1].id: has the id of an entry before it (line 3); answers go by it (found "poster")',
      '4:19 checklist[1].text.en: is missing; it must be text',
      '6:5 form[0].most: is missing; it must be a number',
      '7:111 form[1].choices[1].id: has the id of an entry before it (line 7); answers go by it (found "a")',
      '8:13 form[2].asks: must be one of: number, yes-no, choice, remark (found "name")',
    ]);
  });

  it('that do not exist say what else can be done', () => {
    const file = join(folder.path, 'none.yaml');
    expect(() => readOfficerForms(file)).toThrow(OfficerFormsError);
    expect(() => readOfficerForms(file)).toThrow(/take the line "officer:" out of the profile/);
  });
});
