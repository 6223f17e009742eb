// Sphinx's own scores, but what explains the project's inside comes after what people look for.
var Scorer = {
  score: ([name, , , , score]) => (/^(decisions\/|changelog$)/.test(name) ? score / 4 : score),
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
