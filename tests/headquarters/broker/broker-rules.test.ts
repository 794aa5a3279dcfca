import { brokerForBuses, readBrokerAddress } from '@pingan/headquarters/broker/broker-address';
import { refusePublication, refuseSubscription } from '@pingan/headquarters/broker/broker-rules';
import { readNames } from '@pingan/headquarters/options';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const field = { names: [], rehearsal: false };

describe('what a bus may do at the broker', () => {
  const level = fc.constantFrom(
    'pingan',
    'v1',
    'up',
    'down',
    'all',
    'bus-17',
    'bus-18',
    'state',
    'records',
    'receipts',
    '+',
    '#',
    '',
  );
  const aTopic = fc.array(level, { minLength: 1, maxLength: 7 }).map((levels) => levels.join('/'));

  /** Whether a filter matches a topic (MQTT 3.1.1, section 4.7). */
  const matches = (filter: string, topic: string): boolean => {
    const [wanted, given] = [filter.split('/'), topic.split('/')];
    for (const [at, part] of wanted.entries()) {
      if (part === '#') return true;
      if (at >= given.length || (part !== '+' && part !== given[at])) return false;
    }
    return wanted.length === given.length;
  };

  test('no filter it is granted matches a topic of another bus', () => {
    const others = [
      'up/bus-18/state',
      'up/bus-18/records',
      'down/bus-18/receipts',
      'down/bus-18/a/b',
      'up/bus-17/records',
    ];
    fc.assert(
      fc.property(aTopic, (filter) => {
        if (refuseSubscription('bus-17', filter) === null)
          for (const topic of others) expect(matches(filter, `pingan/v1/${topic}`), filter).toBe(false);
      }),
      { numRuns: 20_000 },
    );
    expect(refuseSubscription('bus-17', 'pingan/v1/down/bus-17/#')).toBeNull();
  });

  test("no topic it may publish is another's", () => {
    fc.assert(
      fc.property(aTopic, fc.integer({ min: 0, max: 2 }), fc.boolean(), (topic, qos, retain) => {
        if (refusePublication('bus-17', { topic, qos, retain }) !== null) return;
        expect(topic.startsWith('pingan/v1/up/bus-17/')).toBe(true);
        expect(qos).toBeLessThan(2);
        if (retain) expect(topic).toBe('pingan/v1/up/bus-17/state');
      }),
      { numRuns: 20_000 },
    );
    expect(
      refusePublication('bus-17', { topic: 'pingan/v1/up/bus-17/state', qos: 1, retain: true }),
    ).toBeNull();
  });
});

describe('--broker', () => {
  test('listens without TLS on this machine alone', () => {
    expect(readBrokerAddress('embedded:1883', field)).toEqual({
      kind: 'embedded',
      host: '127.0.0.1',
      port: 1883,
    });
    expect(readBrokerAddress('embedded:[::1]:1883', field)).toEqual({
      kind: 'embedded',
      host: '::1',
      port: 1883,
    });
    expect(readBrokerAddress('embedded:192.0.2.7:8883', field)).toMatchObject({
      tls: { names: ['192.0.2.7'] },
    });
    expect(readBrokerAddress('embedded-tls:127.0.0.1:8883', field)).toMatchObject({
      tls: { names: ['127.0.0.1', 'localhost'] },
    });
  });

  test('must be told by which name buses reach a machine that listens everywhere', () => {
    expect(() => readBrokerAddress('embedded:0.0.0.0:8883', field)).toThrow(/--names/);
    const named = readBrokerAddress('embedded:0.0.0.0:8883', {
      ...field,
      names: ['hq.example', '192.0.2.7'],
    });
    expect(named).toMatchObject({ tls: { names: ['hq.example', '192.0.2.7'] } });
    expect(brokerForBuses(named, 8883)).toBe('mqtts://hq.example:8883');
  });

  test('is refused without TLS elsewhere, and anywhere but here in a rehearsal', () => {
    expect(() => readBrokerAddress('mqtt://192.0.2.7:1883', field)).toThrow(/mqtts:\/\//);
    expect(() => readBrokerAddress('mqtt://user:secret@192.0.2.7', field)).toThrow(/^(?!.*secret)/);
    expect(() => readBrokerAddress('embedded:0.0.0.0:1883', { names: ['a'], rehearsal: true })).toThrow(
      /rehearsal/,
    );
    expect(() => readBrokerAddress('embedded-tls:192.0.2.7:1', { names: [], rehearsal: true })).toThrow(
      /rehearsal/,
    );
    for (const text of ['embedded:99999', 'http://x', 'mqtt:', ''])
      expect(() => readBrokerAddress(text, field)).toThrow(/write embedded:PORT/);
  });

  test('tells buses an address with TLS or none', () => {
    const forBuses = (text: string, names: string[] = []) =>
      brokerForBuses(readBrokerAddress(text, { ...field, names }), 18_883);
    expect(forBuses('embedded:1883')).toBeNull();
    expect(forBuses('mqtt://127.0.0.1:1883')).toBeNull();
    expect(forBuses('embedded-tls:[::1]:0')).toBe('mqtts://[::1]:18883');
    expect(forBuses('mqtts://127.0.0.1')).toBe('mqtts://127.0.0.1:8883');
    expect(forBuses('mqtts://127.0.0.1:9', ['hq.example'])).toBe('mqtts://hq.example:9');
  });

  test('takes host names and addresses for --names and nothing else', () => {
    expect(readNames(' hq.example, 192.0.2.7,,2001:db8::7 ')).toEqual([
      'hq.example',
      '192.0.2.7',
      '2001:db8::7',
    ]);
    for (const text of ['a b', '-x', 'http://x', 'a..b', '*.example'])
      expect(() => readNames(text)).toThrow(/--names/);
  });
});
