import { IdentityRenewal } from '@pingan/firmware-bridge/sync/identity-renewal';
import { chooseBroker } from '@pingan/firmware-bridge/sync/broker-choice';
import { linkFault } from '@pingan/firmware-bridge/sync/link-faults';
import { type LinkIdentity, RENEW_BEFORE_MS, renewalDue } from '@pingan/firmware-bridge/sync/link-identity';
import { describe, expect, it } from 'vitest';
import { keepLog } from '../store/kept-log.ts';

const choose = (broker: string, more: { identityOf?: string | null; rehearsal?: boolean } = {}) =>
  chooseBroker({ bus: 'bus-17', broker, identityOf: null, rehearsal: false, ...more });

describe('which broker a bus speaks to', () => {
  it('without TLS is on this machine, or anywhere in a rehearsal', () => {
    for (const broker of ['mqtt://127.0.0.1:1883', 'mqtt://localhost:1883', 'mqtt://[::1]:1883'])
      expect(choose(broker)).toHaveProperty('shown');
    const elsewhere = choose('mqtt://bus-17:secret@192.0.2.7:1883');
    expect(elsewhere).toMatchObject({
      fault: { zh: expect.stringContaining('没有加密'), en: expect.stringContaining('npm run enrol') },
    });
    expect(JSON.stringify(elsewhere)).not.toContain('secret');
    expect(choose('mqtt://192.0.2.7:1883', { rehearsal: true })).toEqual({ shown: 'mqtt://192.0.2.7:1883' });
  });

  it('with TLS needs the identity of this very bus, also in a rehearsal', () => {
    expect(choose('mqtts://hq.example:8883', { identityOf: 'bus-17' })).toEqual({
      shown: 'mqtts://hq.example:8883',
    });
    expect(choose('mqtts://hq.example', { rehearsal: true })).toMatchObject({
      fault: { zh: expect.stringContaining('登记'), en: expect.stringContaining('not enrolled') },
    });
    expect(choose('mqtts://hq.example', { identityOf: 'bus-18' })).toMatchObject({
      fault: { en: expect.stringMatching(/enrolled as bus-18.*says bus-17/) },
    });
  });

  it('is never one whose address is no address', () => {
    expect(choose('hq.example')).toHaveProperty('fault.zh');
  });
});

describe('why there is no link, for officers', () => {
  const error = (message: string, code?: string | number) =>
    Object.assign(new Error(message), code !== undefined && { code });
  const say = (problem: Error, expires: number | null = 2_000) =>
    linkFault(problem, expires, 1_000).officers?.en ?? null;

  it.each([
    [
      'revoked, by the words of Mosquitto',
      error('ssl3_read_bytes:sslv3 alert certificate revoked:', 'ERR_SSL_X'),
      /has revoked/,
    ],
    ['turned away by the embedded broker', error('Connection refused: Not authorized', 5), /does not accept/],
    ['of another authority', error('tlsv1 alert unknown ca', 'ERR_SSL_Y'), /does not accept/],
    [
      'run out, by the words of Mosquitto',
      error('sslv3 alert certificate expired', 'ERR_SSL_Z'),
      /has run out/,
    ],
    [
      'judged by a wrong clock',
      error('certificate is not yet valid', 'CERT_NOT_YET_VALID'),
      /check date and time/,
    ],
    [
      'with a stranger',
      error('self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'),
      /not the headquarters/,
    ],
    [
      'with a broker of another name',
      error('Hostname', 'ERR_TLS_CERT_ALTNAME_INVALID'),
      /not the headquarters/,
    ],
  ])('names an identity that is %s', (_, problem, words) => expect(say(problem)).toMatch(words));

  it('says that it has run out where its own date says so', () => {
    expect(say(error('Connection refused: Not authorized', 5), 900)).toMatch(/has run out/);
  });

  it('says nothing to them of a network that comes and goes', () => {
    expect(say(error('', 'ECONNREFUSED'))).toBeNull();
    expect(linkFault(error('', 'ECONNREFUSED'), null, 0).why).toContain('nobody listens');
    // Without an identity it is a matter of user and password.
    expect(say(error('Connection refused: Not authorized', 5), null)).toBeNull();
    expect(linkFault('the connection was closed', 2_000, 1_000)).toEqual({
      why: 'the connection was closed',
      officers: null,
    });
  });
});

describe('renewing', () => {
  it('is due from 60 days before the end, and after it', () => {
    const end = 1_900_000_000_000;
    expect(renewalDue(end, end - RENEW_BEFORE_MS - 1)).toBe(false);
    expect(renewalDue(end, end - RENEW_BEFORE_MS)).toBe(true);
    expect(renewalDue(end, end + 1)).toBe(true);
    expect(RENEW_BEFORE_MS).toBe(60 * 24 * 3_600_000);
  });

  it('asks when a connection opens, and only when it is due', async () => {
    const asked: string[] = [];
    const publish = (request: string) => Promise.resolve(void asked.push(request));
    for (const days of [61, 59]) {
      let requests = 0;
      const identity: LinkIdentity = {
        bus: 'bus-17',
        expires: Date.now() + days * 24 * 3_600_000,
        credentials: () => ({ key: '', certificate: '', authority: '', brokerName: '' }),
        newRequest: () => Promise.resolve(`request ${++requests}`),
        keep: () => Promise.resolve(),
      };
      const renewal = new IdentityRenewal(identity, keepLog());
      renewal.connected(publish);
      renewal.disconnected();
      expect(requests).toBe(days === 61 ? 0 : 1);
    }
    await Promise.resolve();
    expect(asked).toEqual([JSON.stringify({ v: 1, bus: 'bus-17', request: 'request 1' })]);
  });
});
