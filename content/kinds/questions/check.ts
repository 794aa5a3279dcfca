import { broken, type ExhibitFault, flaw, idsAt, repeatedIds } from '../exhibit-fault.ts';
import type { House, Questions, Voice } from './questions.ts';
import { houseBand, purseLeft } from './rule.ts';

/** Whether a house can be made safe and asks for a choice, and whether every answer is counted apart. */
export function checkQuestions(questions: Questions): ExhibitFault[] {
  return questions.style === 'house' ? checkHouse(questions) : checkVoice(questions);
}

function checkVoice({ questions }: Voice): ExhibitFault[] {
  return [
    ...repeatedIds(idsAt(questions, ['questions']), 'each question'),
    ...questions.flatMap(({ answers }, q) =>
      repeatedIds(idsAt(answers, ['questions', q, 'answers']), 'each answer of a question'),
    ),
  ];
}

function checkHouse(house: House): ExhibitFault[] {
  const ids = repeatedIds(idsAt(house.measures, ['measures']), 'each measure');
  // What can be bought is told by id.
  const game = ids.length > 0 ? [] : [...unsafe(house), ...noChoice(house), ...nothingFree(house)];
  return [...ids, ...bandsReversed(house), ...game];
}

function bandsReversed({ bands }: House): ExhibitFault[] {
  if (bands.safe > bands.nearly) return [];
  const problem = `is not above nearly, ${bands.nearly}`;
  return [
    flaw(['bands', 'safe'], bands.safe, problem, 'let a safe house need more points than a nearly safe one'),
  ];
}

/** Looks at every purchase; a house has at most nine measures, so these are 512. */
function unsafe(house: House): ExhibitFault[] {
  const measures = house.measures.map(({ id }) => id);
  const purchases = Array.from({ length: 2 ** measures.length }, (_, bits) =>
    measures.filter((_id, nth) => (bits & (1 << nth)) !== 0),
  );
  const canBeSafe = purchases.some(
    (bought) => purseLeft(house, bought) >= 0 && houseBand(house, bought) === 'safe',
  );
  if (canBeSafe) return [];
  const wayOut = 'raise the purse, lower prices or ask for fewer points';
  return [broken(['purse'], house.purse, 'is too small to make this house safe', wayOut)];
}

function noChoice(house: House): ExhibitFault[] {
  const all = house.measures.map(({ id }) => id);
  if (purseLeft(house, all) < 0) return [];
  return [flaw(['purse'], house.purse, 'buys everything, so nothing has to be chosen', 'lower the purse')];
}

function nothingFree({ measures }: House): ExhibitFault[] {
  if (measures.some(({ yuan }) => yuan === 0)) return [];
  const wayOut = 'add a habit that costs nothing: not all safety is bought';
  return [flaw(['measures'], undefined, 'has nothing that is free', wayOut)];
}
