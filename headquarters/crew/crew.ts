import { randomBytes } from 'node:crypto';
import { CrewList, type SecretHash } from '@pingan/protocol/crew';
import { MAX_MESSAGE_BYTES } from '@pingan/protocol/records';
import { type AuditAction, type Deed, audit } from '../accounts/audit.ts';
import type { Db } from '../database/open-database.ts';
import { hashSecret, newCode } from './secrets.ts';

/** Why a crew cannot be changed so. */
export class CrewFault extends Error {
  readonly fault: 'member-unknown' | 'member-known' | 'too-large';
  constructor(fault: CrewFault['fault'], message: string) {
    super(message);
    this.fault = fault;
  }
}

/** A member as the console shows them: never a hash. */
export interface ListedMember {
  id: string;
  name: string;
  hasPin: boolean;
  /** Codes that still open the panel, and the last day they do. */
  codes: number;
  codesExpire: string | null;
}

/** A code that was just made; it is nowhere else. */
export interface NewCode {
  id: string;
  code: string;
}

/** The list as a bus gets it, or null while nobody was ever in it. Codes that have expired are forgotten. @param today YYYY-MM-DD */
export async function crewList(db: Db, bus: string, today: string): Promise<CrewList | null> {
  const crew = await db
    .selectFrom('crew')
    .innerJoin('bus', 'bus.id', 'crew.bus_id')
    .where('bus.name', '=', bus)
    .select(['bus_id', 'revision'])
    .executeTakeFirst();
  if (crew === undefined) return null;
  const members = await membersOf(db, crew.bus_id);
  const codes = await codesOf(db, crew.bus_id, today);
  return {
    v: 1,
    bus,
    revision: crew.revision,
    members: members.map(({ code, name, pin }) => ({ id: code, name, pin: hashOf(pin) })),
    codes: codes.map(({ member, code, hash, expires }) => ({
      id: code,
      member,
      code: hashOf(hash)!,
      expires,
    })),
  };
}

export async function listMembers(db: Db, bus_id: number, today: string): Promise<ListedMember[]> {
  const codes = await codesOf(db, bus_id, today);
  return (await membersOf(db, bus_id)).map(({ code: id, name, pin }) => {
    const own = codes.filter(({ member }) => member === id);
    return { id, name, hasPin: pin !== null, codes: own.length, codesExpire: own[0]?.expires ?? null };
  });
}

/** @param member with their account's id, where they have one; otherwise one is drawn, and is never somebody else's */
export async function addMember(
  db: Db,
  bus: BusRow,
  member: { id?: string | undefined; name: string },
  by: Deed,
): Promise<string> {
  const { name } = member;
  const code = member.id ?? `m-${randomBytes(6).toString('hex')}`;
  await change(db, bus, { ...by, action: 'crew-added', member: code }, async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('crew_member')
      .values({ bus_id: bus.id, code, name, pin: null })
      .onConflict((conflict) => conflict.columns(['bus_id', 'code']).doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n)
      throw new CrewFault('member-known', `${code} is in the crew of ${bus.name} already`);
  });
  return code;
}

/** Removes somebody with their PIN and codes: nothing of them is kept but their name at what they did. */
export async function removeMember(db: Db, bus: BusRow, member: string, by: Deed): Promise<void> {
  await change(db, bus, { ...by, action: 'crew-removed', member }, async (transaction) => {
    const id = await memberRow(transaction, bus, member);
    await transaction.deleteFrom('crew_member').where('id', '=', id).execute();
  });
}

export async function setPin(db: Db, bus: BusRow, member: string, pin: string, by: Deed): Promise<void> {
  const hash = JSON.stringify(await hashSecret(pin));
  await change(db, bus, { ...by, action: 'crew-pin', member }, async (transaction) => {
    const id = await memberRow(transaction, bus, member);
    await transaction.updateTable('crew_member').set({ pin: hash }).where('id', '=', id).execute();
  });
}

/** A new sheet of codes for one member. It replaces the one before, which may have been lost. `expires` is a day, YYYY-MM-DD. */
export async function issueCodes(
  db: Db,
  bus: BusRow,
  member: string,
  { count, expires }: { count: number; expires: string },
  by: Deed,
): Promise<NewCode[]> {
  const codes = Array.from({ length: count }, () => ({
    id: `c-${randomBytes(6).toString('hex')}`,
    code: newCode(),
  }));
  const hashes = await Promise.all(codes.map(({ code }) => hashSecret(code)));
  await change(db, bus, { ...by, action: 'crew-codes', member }, async (transaction) => {
    const member_id = await memberRow(transaction, bus, member);
    await transaction.deleteFrom('crew_code').where('member_id', '=', member_id).execute();
    const rows = codes.map(({ id: code }, n) => ({
      member_id,
      code,
      hash: JSON.stringify(hashes[n]),
      expires,
    }));
    await transaction.insertInto('crew_code').values(rows).execute();
  });
  return codes;
}

export interface BusRow {
  id: number;
  name: string;
}

/** One change of a crew in one transaction, with a revision of its own; refused where the list would no longer fit a message. */
async function change(
  db: Db,
  bus: BusRow,
  { member, ...deed }: Deed & { action: AuditAction; member: string },
  make: (transaction: Db) => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await make(transaction);
    await audit(transaction, { ...deed, subject: `${bus.name}/${member}` });
    await transaction
      .insertInto('crew')
      .values({ bus_id: bus.id, revision: 1 })
      .onConflict((conflict) =>
        conflict.column('bus_id').doUpdateSet((eb) => ({ revision: eb('crew.revision', '+', 1) })),
      )
      .execute();
    // No code has expired before the first of all days: the longest list that there can be.
    const list = await crewList(transaction, bus.name, '0000-00-00');
    if (!CrewList.safeParse(list).success || Buffer.byteLength(JSON.stringify(list)) > MAX_MESSAGE_BYTES)
      throw new CrewFault(
        'too-large',
        `the crew of ${bus.name} with its codes would no longer fit into one message; remove those who left, or issue fewer codes`,
      );
  });
}

async function memberRow(db: Db, bus: BusRow, member: string): Promise<number> {
  const found = await db
    .selectFrom('crew_member')
    .select('id')
    .where('bus_id', '=', bus.id)
    .where('code', '=', member)
    .executeTakeFirst();
  if (found === undefined)
    throw new CrewFault('member-unknown', `${member} is not in the crew of ${bus.name}`);
  return found.id;
}

function membersOf(db: Db, bus_id: number) {
  return db
    .selectFrom('crew_member')
    .where('bus_id', '=', bus_id)
    .select(['code', 'name', 'pin'])
    .orderBy('name')
    .orderBy('code')
    .execute();
}

function codesOf(db: Db, bus_id: number, today: string) {
  return db
    .selectFrom('crew_code')
    .innerJoin('crew_member', 'crew_member.id', 'crew_code.member_id')
    .where('bus_id', '=', bus_id)
    .where('expires', '>=', today)
    .select(['crew_member.code as member', 'crew_code.code', 'hash', 'expires'])
    .orderBy('crew_code.code')
    .execute();
}

/** Removes the hashes of codes that no longer open anything; returns the buses whose list was changed by that. */
export async function forgetExpiredCodes(db: Db, today: string): Promise<string[]> {
  return db.transaction().execute(async (transaction) => {
    const buses = await transaction
      .selectFrom('crew_code')
      .innerJoin('crew_member', 'crew_member.id', 'crew_code.member_id')
      .innerJoin('bus', 'bus.id', 'crew_member.bus_id')
      .where('expires', '<', today)
      .select(['bus.id', 'bus.name'])
      .distinct()
      .execute();
    if (buses.length === 0) return [];
    await transaction.deleteFrom('crew_code').where('expires', '<', today).execute();
    const ids = buses.map(({ id }) => id);
    await transaction
      .updateTable('crew')
      .set((eb) => ({ revision: eb('revision', '+', 1) }))
      .where('bus_id', 'in', ids)
      .execute();
    return buses.map(({ name }) => name);
  });
}

function hashOf(json: string | null): SecretHash | null {
  return json === null ? null : (JSON.parse(json) as SecretHash);
}
