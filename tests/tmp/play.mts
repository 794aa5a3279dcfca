import { openBrowser } from '../browser.ts';
const b = await openBrowser({viewport: { width: 1920, height: 1080 }});
const p = await b.context.newPage();
p.on('console', (m) => m.type() === 'error' && console.log('console', m.text()));
p.on('pageerror', (e) => console.log('pageerror', e.message));
await p.goto('http://127.0.0.1:8380/virtual-bus');
await p.waitForTimeout(3000);
await p.locator('[data-do="station-locks"]').click();
await p.locator('[data-do="play-day"]').click();
for (const n of [1,2,3]) { await p.waitForTimeout(13000); await p.screenshot({ path: `/tmp/lead/play${n}.png` }); }
await p.waitForTimeout(60000);
await p.screenshot({ path: '/tmp/lead/over.png' });
await b.close();
