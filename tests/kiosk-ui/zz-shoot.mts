import { FakeBridge } from './fake-bridge.ts';
import { chromium } from 'playwright-core';
const only = process.argv[2]; const sizes = (process.argv[3] ?? '1920x1080,1080x1920,1280x800').split(','); const langs=(process.argv[4]??'zh,en').split(',');
const bridge = new FakeBridge(); const url = await bridge.start();
const ex='fake-police';
const screens: Record<string, () => Promise<void>|void> = {
  attract: () => bridge.show({at:'attract',exhibits:[ex]}),
  resting: () => bridge.show({at:'attract',exhibits:[]}),
  ring: () => bridge.show({at:'beat',exhibit:ex,beat:'ring'}),
  caller: () => bridge.show({at:'beat',exhibit:ex,beat:'caller'}),
  warrant: () => bridge.show({at:'beat',exhibit:ex,beat:'warrant'}),
  hotel: () => bridge.show({at:'beat',exhibit:ex,beat:'hotel'}),
  account: () => bridge.show({at:'beat',exhibit:ex,beat:'account'}),
  caught: () => bridge.show({at:'feedback',exhibit:ex,beat:'account',choice:'transfer'}),
  held: () => bridge.show({at:'feedback',exhibit:ex,beat:'hotel',choice:'hang-up'}),
  safe: () => bridge.show({at:'result',exhibit:ex,ending:'safe'}),
  lost: () => bridge.show({at:'result',exhibit:ex,ending:'lost'}),
  still: () => bridge.show({at:'beat',exhibit:ex,beat:'hotel'}, 25),
  calm: () => {},
};
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']});
for (const s of sizes) { const [w,h]=s.split('x').map(Number);
  const p = await b.newPage({viewport:{width:w!,height:h!}}); p.on('pageerror',e=>console.log('ERR',e.message)); p.on('console',m=>{if(m.type()==='error')console.log('console',m.text())});
  await p.goto(url+'/'); await p.waitForTimeout(600);
  for (const lang of langs) { bridge.language=lang as 'zh'|'en';
    for (const [name,go] of Object.entries(screens)) { if (only && only!=='all' && !only.split(',').includes(name)) continue;
      await go(); await p.waitForTimeout(450);
      if (name==='calm') { bridge.show({at:'attract',exhibits:[ex]}); await p.waitForTimeout(700); await p.click('[data-do=worried]'); await p.waitForTimeout(500); }
      await p.screenshot({path:`/tmp/kiosk-shots/${name}-${s}-${lang}.png`});
      if (name==='calm') { await p.waitForTimeout(200); await p.click('[data-do=close-calm]'); await p.waitForTimeout(600); }
    } }
  await p.close(); }
await b.close(); await bridge.stop();
