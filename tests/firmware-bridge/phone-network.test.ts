import { PhoneNetworkError, readPhoneNetwork } from '@pingan/firmware-bridge/phone-network';
import { describe, expect, it } from 'vitest';

const at = (address: string, internal = false) => [
  { address, internal, family: 'IPv4' as const, netmask: '', mac: '', cidr: null },
];
const one = { lo: at('127.0.0.1', true), wlan0: at('192.168.8.1'), wwan0: at('100.64.3.9') };

describe('the network for phones', () => {
  it('is the address that was named', () => {
    expect(readPhoneNetwork('10.0.0.7:8081', {})).toEqual({ host: '10.0.0.7', port: 8081 });
    expect(readPhoneNetwork('[fd00::1]:8081', {})).toEqual({ host: 'fd00::1', port: 8081 });
  });

  it('is the one private address where none was named', () => {
    expect(readPhoneNetwork('8081', one)).toEqual({ host: '192.168.8.1', port: 8081 });
  });

  it('must be named where there is none yet, or several', () => {
    expect(() => readPhoneNetwork('8081', { lo: at('127.0.0.1', true) })).toThrow('no private address yet');
    expect(() => readPhoneNetwork('8081', { ...one, eth0: at('172.16.0.4') })).toThrow(
      'several private addresses (192.168.8.1, 172.16.0.4)',
    );
  });

  it.each(['0.0.0.0:8081', '[::]:8081', 'bus.example:8081', 'x', '8081x', '0', '70000', '', '1.2.3.4:'])(
    'is not %j',
    (given) => {
      expect(() => readPhoneNetwork(given, one)).toThrow(PhoneNetworkError);
    },
  );
});
