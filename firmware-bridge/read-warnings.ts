import { describeFault, type Fault } from '@pingan/device-config/fault';
import { checkAgainst, schemaFaults } from '@pingan/device-config/schema-faults';
import { readYamlFile, type YamlFile } from '@pingan/device-config/yaml-file';
import { Warning, WarningList } from '@pingan/protocol/warnings';
import { z } from 'zod';

const KIND = {
  what: 'list of warnings',
  wayOut: 'put one there, or take the line "warnings:" out of the profile',
};
/** The list without its warnings, which are judged one by one. */
const Frame = WarningList.extend({ warnings: z.array(z.unknown()).max(50) });

export interface ReadWarnings {
  warnings: Warning[];
  /** One sentence for each warning (or the whole file) that cannot be shown: file, place, id and way out. */
  leftOut: string[];
}

/** Reads the case warnings of a bus. A bad one is left out and the rest holds; a bad file leaves the bus without warnings. */
export function readWarnings(file: string): ReadWarnings {
  const yaml = readYamlFile(file, KIND);
  if ('illegible' in yaml) return { warnings: [], leftOut: yaml.illegible.map(describeFault) };
  const frame = checkAgainst(Frame, yaml.value);
  if (!frame.success) {
    const faults = schemaFaults(Frame, yaml.value, frame.error.issues).map(({ path, message, place }) =>
      yaml.faultAt(path, message, place),
    );
    return { warnings: [], leftOut: [...yaml.faults, ...faults].map(describeFault) };
  }
  const read: ReadWarnings = { warnings: [], leftOut: yaml.faults.map(describeFault) };
  for (const [index, raw] of frame.data.warnings.entries()) takeIn(read, yaml, index, raw);
  return read;
}

function takeIn(read: ReadWarnings, yaml: YamlFile, index: number, raw: unknown): void {
  const warning = checkAgainst(Warning, raw);
  const twice = read.warnings.some(({ id }) => id === warning.data?.id);
  if (warning.success && !twice) return void read.warnings.push(warning.data);
  const faults: Fault[] = warning.success
    ? [yaml.faultAt(['warnings', index, 'id'], 'a warning before this one has this id; give each its own')]
    : schemaFaults(Warning, raw, warning.error.issues).map(({ path, message, place }) =>
        yaml.faultAt(['warnings', index, ...path], message, place),
      );
  const id = (raw as { id?: unknown } | null)?.id;
  const named = typeof id === 'string' ? id : `number ${index + 1}`;
  read.leftOut.push(`warning ${named} is left out: ${faults.map(describeFault).join('; ')}`);
}
