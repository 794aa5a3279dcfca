/** Whether a PIN is among the first that anybody tries: one digit, a run, a pair again and again, a year of birth, the emergency call. */
export function isGuessable(pin: string): boolean {
  return (
    /^(\d)\1+$/.test(pin) ||
    /^(\d\d)\1+$/.test(pin) ||
    /^(19|20)\d\d$/.test(pin) ||
    /^(110|120|119|122)/.test(pin) ||
    isRun(pin, 1) ||
    isRun(pin, -1) ||
    ['2580', '1379', '5201314', '520520', '1314520'].includes(pin)
  );
}

function isRun(pin: string, step: 1 | -1): boolean {
  return [...pin].every((digit, at) => at === 0 || Number(digit) === (Number(pin[at - 1]) + step + 10) % 10);
}
