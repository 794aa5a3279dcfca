import { type Fault, FaultsError } from './fault.ts';
import { checkAgainst, schemaFaults } from './schema-faults.ts';
import { type Stop, StopList } from './stops.ts';
import { readYamlFile, type YamlFile } from './yaml-file.ts';

export type { Stop } from './stops.ts';

/** The list of stops cannot be used; the message lists every fault with its place and the way out. */
export class StopListError extends FaultsError {}

const KIND = {
  what: 'list of stops',
  wayOut:
    'begin with a copy of device-config/stops/rehearsal.yaml, or take the line "stops:" out of the profile',
};

/** Reads the stops in the order of the file. Throws one {@link StopListError} that lists all faults. */
export function readStops(file: string): Stop[] {
  const yaml = readYamlFile(file, KIND);
  if ('illegible' in yaml) throw new StopListError(`the list of stops ${file}`, yaml.illegible);

  const parsed = checkAgainst(StopList, yaml.value);
  const faults: Fault[] = [
    ...yaml.faults,
    ...schemaFaults(StopList, yaml.value, parsed.error?.issues ?? []).map(({ path, message, place }) =>
      yaml.faultAt(path, message, place),
    ),
    ...repeatedIds(yaml),
  ];
  if (faults.length > 0) throw new StopListError(`the list of stops ${file}`, faults);
  if (!parsed.success) throw parsed.error;
  return parsed.data.stops;
}

/** Looks at the raw data, so that a stop with another fault is compared too. */
function repeatedIds(yaml: YamlFile): Fault[] {
  const stops = (yaml.value as { stops?: unknown } | null)?.stops;
  if (!Array.isArray(stops)) return [];
  const ids = stops.map((stop: { id?: unknown } | null) => stop?.id);
  return ids.flatMap((id, index) => {
    const before = ids.indexOf(id);
    if (typeof id !== 'string' || before === index) return [];
    const line = yaml.lineOf(['stops', before, 'id']);
    return [
      yaml.faultAt(
        ['stops', index, 'id'],
        `stops[${before}] has this id already (line ${line}); counts go by it`,
      ),
    ];
  });
}
