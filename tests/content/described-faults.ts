import type { ExhibitFault } from '@pingan/content/kinds/exhibit-fault';

/** Faults in the few words a test compares. */
export function describeFaults(faults: readonly ExhibitFault[]): string[] {
  return faults.map(
    ({ path, problem, broken }) => `${broken ? 'broken' : 'flaw'} ${path.join('.')} ${problem}`,
  );
}
