import { FakeBridge } from './fake-bridge.ts';
import { chromium } from 'playwright-core';
const bridge = new FakeBridge(); const url = await bridge.start(); bridge.show({at:'result',exhibit:'fake-police',ending:'safe'});
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']});
const p = await b.newPage({viewport:{width:1080,height:1920}}); await p.goto(url); await p.waitForTimeout(1500);
console.log(await p.evaluate(()=>{const m=document.querySelector('main')!; return [m.style.cssText, ...[...m.children].map(c=>{const r=c.getBoundingClientRect();return [c.className.toString().slice(0,20),r.top,r.bottom,c.scrollHeight,c.clientHeight,c.scrollWidth,c.clientWidth].join(' ')}), ...[...document.querySelector('.said')!.children].map(c=>{const r=c.getBoundingClientRect(); return c.tagName+' '+r.top+' '+r.bottom+' '+r.left+' '+r.right})]}));
await b.close(); await bridge.stop();
