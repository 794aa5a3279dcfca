import { FakeBridge } from './fake-bridge.ts';
import { chromium } from 'playwright-core';
const bridge = new FakeBridge({status:{worried:['telephone'],faults:['board main: serial port closed; reconnecting in 2 s'], content:{exhibits:['fake-police'],reviewPending:['fake-police'],leftOut:['fake-loan: service needs an approval; review is pending']}}}); const url = await bridge.start();
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']});
for (const [path,w,h] of [['officer',1280,800],['virtual-bus',1440,900]] as const) { const p = await b.newPage({viewport:{width:w,height:h}}); p.on('pageerror',e=>console.log(e.message)); await p.goto(`${url}/${path}`);
 bridge.show({at:'beat',exhibit:'fake-police',beat:'hotel'}); 
 await p.waitForTimeout(1200); if(path==='virtual-bus'){ await p.click('[data-do=walk-in]'); await p.waitForTimeout(380);} else { await p.getByRole('radio',{name:'正式'}).check(); await p.click('[data-do=open-stop]'); await p.waitForTimeout(300);} await p.screenshot({path:`/tmp/kiosk-shots/${path}-zh.png`,fullPage:true}); await p.locator('[data-do=language]').first().click(); await p.waitForTimeout(900); await p.screenshot({path:`/tmp/kiosk-shots/${path}-en.png`,fullPage:true}); }
await b.close(); await bridge.stop();
