import { type Fault, FaultsError } from './fault.ts';
import { checkMeaning } from './profile-checks.ts';
import { readableParts } from './profile-parts.ts';
import { BusProfile } from './profile.ts';
import { checkAgainst, schemaFaults } from './schema-faults.ts';
import { readYamlFile } from './yaml-file.ts';

/** The profile of a bus cannot be used; the message lists every fault with its place and the way out. */
export class BusProfileError extends FaultsError {}

const KIND = {
  what: 'profile',
  wayOut: 'begin with a copy of device-config/profiles/bench-uno.yaml',
};

/**
 * Reads what is bolted into a bus from a YAML file. Throws one {@link BusProfileError} that lists all faults: of
 * writing (with their consequences), of the schema, and of parts that do not go together.
 */
export function readBusProfile(file: string): { profile: BusProfile } {
  const yaml = readYamlFile(file, KIND);
  if ('illegible' in yaml) throw new BusProfileError(`the bus profile ${file}`, yaml.illegible);

  const parsed = checkAgainst(BusProfile, yaml.value);
  const issues = parsed.error?.issues ?? [];
  const faults: Fault[] = [
    ...yaml.faults,
    ...schemaFaults(BusProfile, yaml.value, issues).map(({ path, message, place }) => yaml.faultAt(path, message, place)),
  ];
  const parts = readableParts(yaml.value, issues);
  for (const { path, message, other } of parts === null ? [] : checkMeaning(parts)) {
    const reference = other === undefined ? '' : ` (line ${yaml.lineOf(other)})`;
    faults.push(yaml.faultAt(path, `${message}${reference}`));
  }
  if (faults.length > 0) throw new BusProfileError(`the bus profile ${file}`, faults);
  if (!parsed.success) throw parsed.error;
  return { profile: parsed.data };
}
