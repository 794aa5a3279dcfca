import { symlinkSync, writeFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, serve } from './served-house.ts';

const SOUNDS = { 'hotel-zh.mp3': 'mp3', 'hotel-en.ogg': 'ogg', 'notes.txt': 'secret' };

/** The status line of a request exactly as written, since `fetch` tidies paths before it sends them. */
function statusOf(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`;
    const socket = connectTcp(port, '127.0.0.1', () => socket.write(request));
    let text = '';
    socket.on('data', (part) => (text += part.toString()));
    socket.on('end', () => resolve(text.split('\r\n')[0]!));
    socket.on('error', reject);
  });
}

describe('narration', () => {
  it('is served as what it is, and not sent again where nothing has changed', async () => {
    const { http } = await serve({ narrationDir: folderWith(SOUNDS) });
    const answer = await fetch(`${http}/api/narration/hotel-zh.mp3`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('audio/mpeg');
    expect(await answer.text()).toBe('mp3');
    const etag = answer.headers.get('etag')!;
    const again = await fetch(`${http}/api/narration/hotel-zh.mp3`, { headers: { 'If-None-Match': etag } });
    expect(again.status).toBe(304);
    expect((await fetch(`${http}/api/narration/hotel-en.ogg`)).headers.get('content-type')).toMatch(/ogg/);
  });

  it('is found as soon as an author puts it there', async () => {
    const narrationDir = folderWith({});
    const { http } = await serve({ narrationDir });
    expect((await fetch(`${http}/api/narration/new.wav`)).status).toBe(404);
    writeFileSync(join(narrationDir, 'new.wav'), 'wav');
    expect((await fetch(`${http}/api/narration/new.wav`)).status).toBe(200);
  });

  it('that is missing is answered with 404 and words, also where the pack has none at all', async () => {
    for (const narrationDir of [folderWith(SOUNDS), '/nonexistent/narration', undefined]) {
      const { http } = await serve(narrationDir === undefined ? {} : { narrationDir });
      const answer = await fetch(`${http}/api/narration/gone.mp3`);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ why: expect.stringContaining('gone.mp3') as string });
    }
  });

  it('gives away no other file', async () => {
    const outside = folderWith({ 'secret.mp3': 'secret' });
    const narrationDir = folderWith(SOUNDS);
    const { port } = await serve({ narrationDir });
    const up = `../${outside.split('/').at(-1)}/secret.mp3`;
    for (const path of [
      up,
      encodeURIComponent(up),
      '..%2fsecret.mp3',
      'notes.txt',
      '',
      '.',
      'a/b.mp3',
      '%00.mp3',
    ])
      expect(await statusOf(port, `/api/narration/${path}`)).toContain('404');
  });

  it('follows no link to a folder', async () => {
    const narrationDir = folderWith(SOUNDS);
    symlinkSync('/', join(narrationDir, 'root.mp3'));
    const { http } = await serve({ narrationDir });
    expect((await fetch(`${http}/api/narration/root.mp3`)).status).toBe(404);
  });
});
