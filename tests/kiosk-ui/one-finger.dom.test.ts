import { afterEach, beforeEach, expect, test } from 'vitest';
import { oneFinger } from '../../kiosk-ui/visitor/one-finger.ts';

let clicks: number;
let button: HTMLButtonElement;
let letGo: () => void;

beforeEach(() => {
  clicks = 0;
  button = document.createElement('button');
  button.addEventListener('click', () => (clicks += 1));
  document.body.append(button);
  letGo = oneFinger(window);
});
afterEach(() => {
  letGo();
  button.remove();
});

function pointer(type: string, pointerId: number, isPrimary: boolean): void {
  const event = new MouseEvent(type, { bubbles: true });
  Object.assign(event, { pointerId });
  Object.defineProperty(event, 'isPrimary', { value: isPrimary });
  button.dispatchEvent(event);
}
const click = (detail = 1) => void button.dispatchEvent(new MouseEvent('click', { bubbles: true, detail }));

test('one finger clicks', () => {
  pointer('pointerdown', 1, true);
  pointer('pointerup', 1, true);
  click();
  expect(clicks).toBe(1);
});

test('a click of one of several fingers means nothing, also when the others have gone', () => {
  pointer('pointerdown', 1, true);
  pointer('pointerdown', 2, false);
  click();
  pointer('pointerup', 2, false);
  click();
  pointer('pointerup', 1, true);
  click();
  expect(clicks).toBe(0);
});

test('a touch that the browser took back means nothing', () => {
  pointer('pointerdown', 1, true);
  pointer('pointercancel', 1, true);
  click();
  expect(clicks).toBe(0);
});

test('the next finger starts afresh, even when one before was never lifted', () => {
  pointer('pointerdown', 1, true);
  pointer('pointerdown', 2, false);
  pointer('pointerdown', 3, true);
  pointer('pointerup', 3, true);
  click();
  expect(clicks).toBe(1);
});

test('a keyboard clicks whatever lies on the screen', () => {
  pointer('pointerdown', 1, true);
  pointer('pointerdown', 2, false);
  click(0);
  expect(clicks).toBe(1);
});

test('after letting go every click counts', () => {
  pointer('pointerdown', 1, true);
  pointer('pointerdown', 2, false);
  letGo();
  click();
  expect(clicks).toBe(1);
});
