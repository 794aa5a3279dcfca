import { type Fault, FaultsError } from './fault.ts';
import { checkMeaning } from './profile-checks.ts';
import { BusProfile } from './profile.ts';
import { ReadableProfile } from './readable-profile.ts';
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
 * writing, of the schema, and of parts that do not go together. Where the file is not even YAML, those of writing
 * come alone.
 */
export function readBusProfile(file: string): { profile: BusProfile } {
  const yaml = readYamlFile(file, KIND);
  if ('illegible' in yaml) throw new BusProfileError(`the bus profile ${file}`, yaml.illegible);

  const parsed = checkAgainst(BusProfile, yaml.value);
  const faults: Fault[] = [
    ...yaml.faults,
    ...schemaFaults(BusProfile, yaml.value, parsed.error?.issues ?? []).map(({ path, message, place }) =>
      yaml.faultAt(path, message, place),
    ),
    ...checkMeaning(ReadableProfile.parse(yaml.value)).map(({ path, message, other }) =>
      yaml.faultAt(path, other === undefined ? message : `${message} (line ${yaml.lineOf(other)})`),
    ),
  ];
  if (faults.length > 0) throw new BusProfileError(`the bus profile ${file}`, faults);
  if (!parsed.success) throw parsed.error;
  return { profile: parsed.data };
}
