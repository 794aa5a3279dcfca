import type { Fault } from './fault.ts';
import { checkAgainst, schemaFaults } from './schema-faults.ts';
import { datedOn, MOST_WARNINGS, type Warning, WarningFile, WrittenWarning } from './warnings.ts';
import { readYamlFile, type YamlFile } from './yaml-file.ts';

export type { Warning } from './warnings.ts';

const KIND = {
  what: 'list of warnings',
  wayOut:
    'begin with a copy of device-config/warnings/rehearsal.yaml, or take the line "warnings:" out of the profile',
};

/**
 * Reads case warnings in the order of the file. A bad one is left out and the others hold; every fault is listed with its
 * place.
 * @param today YYYY-MM-DD, from which generated warnings count their days
 */
export function readWarnings(file: string, today: string): { warnings: Warning[]; faults: Fault[] } {
  const yaml = readYamlFile(file, KIND);
  if ('illegible' in yaml) return { warnings: [], faults: yaml.illegible };

  const parsed = checkAgainst(WarningFile, yaml.value);
  const around = schemaFaults(WarningFile, yaml.value, parsed.error?.issues ?? []).map((fault) =>
    yaml.faultAt(fault.path, fault.message, fault.place),
  );
  const read = writtenWarnings(yaml).map((written, nth) => readWarning(yaml, written, nth, today));
  const firsts = new Map<string, number>();
  const faults = [...yaml.faults, ...around, ...read.flatMap((each) => each.faults)];
  const warnings = read.flatMap(({ warning }, nth) => {
    if (warning === null) return [];
    const before = firsts.get(warning.id);
    firsts.set(warning.id, before ?? nth);
    if (before === undefined) return [warning];
    faults.push(repeatedId(yaml, nth, before));
    return [];
  });
  return { warnings, faults: faults.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

/** What can be judged one by one, whatever else is wrong with the file; nothing of a version that is not ours. */
function writtenWarnings({ value }: YamlFile): unknown[] {
  const { version, warnings } = (value ?? {}) as { version?: unknown; warnings?: unknown };
  return version === 1 && Array.isArray(warnings) ? warnings.slice(0, MOST_WARNINGS) : [];
}

function readWarning(
  yaml: YamlFile,
  written: unknown,
  nth: number,
  today: string,
): { warning: Warning | null; faults: Fault[] } {
  const parsed = checkAgainst(WrittenWarning, written);
  if (parsed.success) return { warning: datedOn(parsed.data, today), faults: [] };
  const faults = schemaFaults(WrittenWarning, written, parsed.error.issues).map(({ path, message, place }) =>
    yaml.faultAt(['warnings', nth, ...path], message, place),
  );
  return { warning: null, faults };
}

function repeatedId(yaml: YamlFile, nth: number, before: number): Fault {
  const line = yaml.lineOf(['warnings', before, 'id']);
  return yaml.faultAt(['warnings', nth, 'id'], `warnings[${before}] has this id already (line ${line})`);
}
