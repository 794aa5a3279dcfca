import type { FactBody } from '@pingan/protocol/records';
import type { FactTable } from './schema.ts';

/** The columns of a fact that hold its calibration. */
export const CALIBRATION_COLUMNS = [
  'door',
  'tapped',
  'error_estimate',
  'error_low',
  'error_high',
] as const satisfies readonly (keyof FactTable)[];

/** The calibration that a row of facts holds, or null where it holds none. */
export function calibrationOf(
  row: Pick<FactTable, (typeof CALIBRATION_COLUMNS)[number]>,
): NonNullable<FactBody['calibration']> | null {
  const { door, tapped, error_estimate: estimate, error_low: low, error_high: high } = row;
  if (door === null || tapped === null || estimate === null || low === null || high === null) return null;
  return { door, tapped, estimate, low, high };
}
