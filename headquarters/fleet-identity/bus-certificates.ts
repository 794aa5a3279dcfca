import type { Db } from '../database/open-database.ts';
import { dropCodes } from './enrolment-codes.ts';
import type { IssuedCertificate } from './x509.ts';

/** Wall times in milliseconds. */
export interface CertificateRow {
  serial: string;
  fingerprint: string;
  issued: number;
  expires: number;
  revokedAt: number | null;
  reason: string | null;
}

export async function keepCertificate(
  db: Db,
  { bus, issued, at }: { bus: string; issued: IssuedCertificate; at: number },
): Promise<void> {
  const { serial, fingerprint, expires } = issued;
  await db
    .insertInto('bus_certificate')
    .values({ serial, bus, fingerprint, issued: at, expires, revoked_at: null, reason: null })
    .execute();
}

/** Every certificate of a bus, the newest first. */
export function certificatesOf(db: Db, bus: string): Promise<CertificateRow[]> {
  return db
    .selectFrom('bus_certificate')
    .select(['serial', 'fingerprint', 'issued', 'expires', 'revoked_at as revokedAt', 'reason'])
    .where('bus', '=', bus)
    .orderBy('issued', 'desc')
    .orderBy('serial')
    .execute();
}

/** Every certificate of every bus, the newest of each first. */
export async function allCertificates(db: Db): Promise<Map<string, CertificateRow[]>> {
  const rows = await db
    .selectFrom('bus_certificate')
    .select(['bus', 'serial', 'fingerprint', 'issued', 'expires', 'revoked_at as revokedAt', 'reason'])
    .orderBy('issued', 'desc')
    .orderBy('serial')
    .execute();
  const certificates = new Map<string, CertificateRow[]>();
  for (const { bus, ...row } of rows) certificates.set(bus, [...(certificates.get(bus) ?? []), row]);
  return certificates;
}

export async function countCertificates(db: Db): Promise<number> {
  const { n } = await db
    .selectFrom('bus_certificate')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n;
}

/** Revokes what a bus still has, its unused codes included; gives back the serials that were. */
export async function revokeAll(
  db: Db,
  { bus, reason, at }: { bus: string; reason: string; at: number },
): Promise<string[]> {
  await dropCodes(db, bus);
  const rows = await db
    .selectFrom('bus_certificate')
    .select('serial')
    .where('bus', '=', bus)
    .where('revoked_at', 'is', null)
    .execute();
  await db
    .updateTable('bus_certificate')
    .set({ revoked_at: at, reason })
    .where('bus', '=', bus)
    .where('revoked_at', 'is', null)
    .execute();
  return rows.map(({ serial }) => serial);
}

export async function revokedCertificates(db: Db): Promise<{ serial: string; at: number }[]> {
  const rows = await db
    .selectFrom('bus_certificate')
    .select(['serial', 'revoked_at'])
    .where('revoked_at', 'is not', null)
    .execute();
  return rows.map(({ serial, revoked_at }) => ({ serial, at: revoked_at! }));
}
