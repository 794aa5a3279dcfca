import { callerRules, hostAllowed, originAllowed } from '@pingan/firmware-bridge/kiosk-server/caller-check';
import { describe, expect, it } from 'vitest';

const rules = callerRules('bus-01.lan', ['http://127.0.0.1:5173', 'https://Panel.Example']);

describe('the name a caller uses for the bus', () => {
  it.each([
    '127.0.0.1:8080',
    '127.0.0.1',
    '[::1]:8080',
    'localhost:8080',
    'LOCALHOST',
    'kiosk.localhost:8080',
    '192.168.4.1:8080',
    'bus-01.lan:8080',
    'panel.example',
  ])('%s is one of its own', (host) => {
    expect(hostAllowed(host, rules)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'evil.example',
    'localhost.evil.example:8080',
    '127.0.0.1.evil.example',
    'evil.example@127.0.0.1',
    '127.0.0.1/evil',
    '127.0.0.1#evil',
    'bus-01.lan.evil.example',
    ' ',
  ])('%j is foreign', (host) => {
    expect(hostAllowed(host, rules)).toBe(false);
  });
});

describe('the origin of a WebSocket', () => {
  it.each([
    [undefined, '127.0.0.1:8080'],
    ['http://127.0.0.1:8080', '127.0.0.1:8080'],
    ['http://bus-01.lan:8080', 'BUS-01.lan:8080'],
    ['https://bus-01.lan', 'bus-01.lan'],
    ['http://127.0.0.1:5173', '127.0.0.1:8080'],
    ['https://panel.example', '127.0.0.1:8080'],
  ])('%s to %s is welcome', (origin, host) => {
    expect(originAllowed(origin, host, rules)).toBe(true);
  });

  it.each([
    ['null', '127.0.0.1:8080'],
    ['', '127.0.0.1:8080'],
    ['http://127.0.0.1:8081', '127.0.0.1:8080'],
    ['http://127.0.0.1', '127.0.0.1:8080'],
    ['http://localhost:8080', '127.0.0.1:8080'],
    ['http://evil.example', '127.0.0.1:8080'],
    ['chrome-extension://127.0.0.1:8080', '127.0.0.1:8080'],
    ['http://127.0.0.1:8080', undefined],
  ])('%j to %j is refused', (origin, host) => {
    expect(originAllowed(origin, host, rules)).toBe(false);
  });
});
