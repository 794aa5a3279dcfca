import { X509Certificate } from 'node:crypto';
import { type IssuedRow, signerByCertificate } from '@pingan/headquarters/carry/signers';
import { CarryOffice } from '@pingan/headquarters/carry/carry-office';
import { openDatabase } from '@pingan/headquarters/database/open-database';
import { Ingest } from '@pingan/headquarters/ingest/ingest';
import { Fleet } from '@pingan/headquarters/ingest/fleet';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { busFile, keysOfBothSides } from '../../protocol/carry/carried.ts';
import { HeardLog } from '../running-headquarters.ts';
import { certificateFor } from './a-certificate.ts';

const keys = keysOfBothSides();
const certificate = certificateFor('bus-17', keys.bus);
const fingerprint = new X509Certificate(certificate).fingerprint256.replaceAll(':', '').toLowerCase();
const good: IssuedRow = { fingerprint, revokedAt: null, reason: null };
const signers = (rows: Record<string, IssuedRow[]>) =>
  signerByCertificate((bus) => Promise.resolve(rows[bus] ?? []));

describe('who may have signed a file', () => {
  test('is the bus that headquarters gave this certificate to, also after it has lapsed', async () => {
    const signer = await signers({ 'bus-17': [good] })('bus-17', certificate);
    expect(signer.is === 'known' && signer.key.equals(keys.bus.publicKey)).toBe(true);
  });

  test.each([
    ['no certificate', 'bus-17', null],
    ['no certificate at all in it', 'bus-17', 'words'],
    ['the certificate of another bus', 'bus-18', certificate],
    ['one that it made itself', 'bus-17', certificateFor('bus-17', keysOfBothSides().bus)],
  ])('is unknown with %s', async (_, bus, pem) => {
    expect(await signers({ 'bus-17': [good] })(bus, pem)).toEqual({ is: 'unknown' });
  });

  test('is told apart from one whose certificate was revoked', async () => {
    const revoked = { ...good, revokedAt: 5, reason: 'the card was stolen' };
    const fresh = { ...good, fingerprint: '0'.repeat(64) };
    const signer = await signers({ 'bus-17': [fresh, revoked] })('bus-17', certificate);
    expect(signer).toMatchObject({ is: 'revoked', why: 'the card was stolen' });
  });
});

describe('a file with a certificate', () => {
  async function faultFor(row: IssuedRow, file: Promise<Buffer>): Promise<string> {
    const directory = await mkdtemp(join(tmpdir(), 'pingan-signers-'));
    const database = await openDatabase(join(directory, 'headquarters.sqlite'));
    const log = new HeardLog();
    const [now, nothing] = [() => 1_795_000_000_000, () => undefined];
    const { db } = database;
    const sendReceipts = () => Promise.resolve();
    const ingest = new Ingest({
      ...{ db, fleet: new Fleet(log), log, now, sendReceipts },
      ...{ changed: nothing, heard: nothing, scheduleChanged: nothing },
    });
    const office = new CarryOffice({
      ...{ db, ingest, log, now, sources: {}, signerOf: signers({ 'bus-17': [row] }) },
      keys: () => Promise.resolve({ sealing: keys.sealing.privateKey, signing: keys.signing.privateKey }),
    });
    try {
      return await office.read(await file, 'somebody').then(
        ({ bus }) => `taken from ${bus}`,
        (problem: { fault: string }) => problem.fault,
      );
    } finally {
      await ingest.stop();
      await database.close();
      await rm(directory, { recursive: true, force: true });
    }
  }

  test('is taken from the bus it was issued to', async () => {
    expect(await faultFor(good, busFile(keys, [], { certificate }))).toBe('taken from bus-17');
  });

  test('is refused once the certificate is revoked', async () => {
    const revoked = { ...good, revokedAt: 5, reason: 'stolen' };
    expect(await faultFor(revoked, busFile(keys, [], { certificate }))).toBe('revoked');
  });

  test('is refused where somebody else only shows the certificate', async () => {
    const thief = { ...keys, bus: keysOfBothSides().bus };
    expect(await faultFor(good, busFile(thief, [], { certificate }))).toBe('bad-signature');
  });
});
