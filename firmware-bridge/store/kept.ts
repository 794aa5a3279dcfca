import type { Log } from '../log.ts';
import { CompanionFile } from './companion-file.ts';
import { EMPTY_OFFICER, OfficerDocument, ScheduleDocument, WarningsDocument } from './documents.ts';
import type { FileSystem } from './file-system.ts';
import type { Ledger } from './ledger.ts';

/** What the bus keeps beside its counts: the schedule, what officers said and set, and the warnings of headquarters. */
export interface Kept {
  schedule: CompanionFile<ScheduleDocument>;
  officer: CompanionFile<OfficerDocument>;
  warnings: CompanionFile<WarningsDocument>;
}

export async function openKept(
  directory: string,
  ledger: Ledger,
  log: Log,
  fileSystem?: FileSystem,
): Promise<Kept> {
  const beside = { directory, ledger, log, ...(fileSystem && { fileSystem }) };
  const none = { snapshot: null, pending: [] };
  return {
    schedule: await CompanionFile.open({
      ...beside,
      name: 'schedule',
      schema: ScheduleDocument,
      empty: none,
    }),
    officer: await CompanionFile.open({
      ...{ ...beside, name: 'officer', schema: OfficerDocument, empty: EMPTY_OFFICER },
    }),
    warnings: await CompanionFile.open({
      ...{ ...beside, name: 'warnings', schema: WarningsDocument, empty: { list: null } },
    }),
  };
}
