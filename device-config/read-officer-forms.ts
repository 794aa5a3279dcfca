import { type Fault, FaultsError, type Path } from './fault.ts';
import { OfficerForms } from './officer-forms.ts';
import { checkAgainst, schemaFaults } from './schema-faults.ts';
import { readYamlFile, type YamlFile } from './yaml-file.ts';

/** Checklist and form cannot be used; the message lists every fault with its place and the way out. */
export class OfficerFormsError extends FaultsError {}

const KIND = {
  what: 'checklist and form',
  wayOut:
    'begin with a copy of device-config/officer/rehearsal.yaml, or take the line "officer:" out of the profile',
};

/** Reads the checklist of a stop and the form after it. Throws one {@link OfficerFormsError} that lists all faults. */
export function readOfficerForms(file: string): OfficerForms {
  const yaml = readYamlFile(file, KIND);
  if ('illegible' in yaml) throw new OfficerFormsError(`the checklist and form ${file}`, yaml.illegible);

  const parsed = checkAgainst(OfficerForms, yaml.value);
  const faults: Fault[] = [
    ...yaml.faults,
    ...schemaFaults(OfficerForms, yaml.value, parsed.error?.issues ?? []).map(({ path, message, place }) =>
      yaml.faultAt(path, message, place),
    ),
    ...listsOfIds(yaml.value).flatMap((path) => repeatedIds(yaml, path)),
  ];
  if (faults.length > 0) throw new OfficerFormsError(`the checklist and form ${file}`, faults);
  if (!parsed.success) throw parsed.error;
  return parsed.data;
}

/** Looks at the raw data, so that an entry with another fault is compared too. */
function listsOfIds(value: unknown): Path[] {
  const questions = listAt(value, ['form']);
  const choices = questions.map((_question, nth): Path => ['form', nth, 'choices']);
  return [['checklist'], ['form'], ...choices];
}

function repeatedIds(yaml: YamlFile, path: Path): Fault[] {
  const ids = listAt(yaml.value, path).map((entry) => (entry as { id?: unknown } | null)?.id);
  return ids.flatMap((id, index) => {
    const before = ids.indexOf(id);
    if (typeof id !== 'string' || before === index) return [];
    const line = yaml.lineOf([...path, before, 'id']);
    return [
      yaml.faultAt(
        [...path, index, 'id'],
        `has the id of an entry before it (line ${line}); answers go by it`,
      ),
    ];
  });
}

function listAt(value: unknown, path: Path): unknown[] {
  const found = path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[step] : undefined,
    value,
  );
  return Array.isArray(found) ? found : [];
}
