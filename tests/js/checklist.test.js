import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { treatedZones } from '../../static/js/model/zones.js';
import { dayIn } from '../../static/js/model/days.js';
import {
  answerOf,
  answers,
  asked,
  besides,
  nothingElse,
  possible,
  proposed,
  takeBack,
  unchanged,
} from '../../static/js/model/checklist.js';
import { withKnown } from '../../static/js/model/known.js';
import { entryOf, isCalled } from '../../static/js/model/products.js';

const groups = JSON.parse(readFileSync(new URL('../../mesomap/data/checklist.json', import.meta.url), 'utf8'));
const women = possible(groups, 'F');
const check = (answer, note = null) => ({ answer, note });
const session = (checks = {}, syringes = {}, bulk = undefined) => ({ checks, syringes, ...(bulk ? { bulk } : {}) });
const nobody = { allergies: '', treatments: '' };
const THIS = { sex: 'F', age_years: 40, products: [] };
const keysOf = (questions) => questions.map((q) => q.key);
const syringeOf = (...names) => ({ A: { products: names.map((name) => ({ name })) } });
const CATALOGUE = [
  { name: 'Piroxicam', flags: ['nsaid'], reminders: [] },
  { name: 'Thiocolchicoside', flags: ['pregnancy', 'breastfeeding', 'contraception'], reminders: [] },
];
const answered = (acts) => acts.flatMap((a) => a.body.questions);

test('men are not asked whether they are pregnant', () => {
  assert.ok(women.some((q) => q.key === 'pregnant'));
  assert.ok(!possible(groups, 'M').some((q) => ['pregnant', 'breastfeeding', 'no_contraception'].includes(q.key)));
});

test('six questions stand by themselves, pregnancy among them at the ages of it', () => {
  const six = keysOf(asked(groups, THIS, session()));
  assert.deepEqual(six, ['allergy_reaction', 'medicines', 'anticoagulant', 'infection', 'skin_infection', 'pregnant']);
  assert.equal(asked(groups, { ...THIS, sex: 'M' }, session()).length, 5);
  assert.ok(!keysOf(asked(groups, { ...THIS, age_years: 70 }, session())).includes('pregnant'));
  assert.ok(keysOf(asked(groups, { ...THIS, age_years: null }, session())).includes('pregnant'));
});

test('a product calls for its questions, typed with or without accents', () => {
  const about = { ...THIS, products: CATALOGUE };
  const nsaid = keysOf(asked(groups, about, session({}, syringeOf('piroxicam'))));
  for (const key of ['nsaid_48h', 'ulcer', 'clotting']) assert.ok(nsaid.includes(key), key);
  const relaxant = keysOf(asked(groups, about, session({}, syringeOf('Thiocolchicoside'))));
  assert.ok(relaxant.includes('no_contraception') && relaxant.includes('breastfeeding'));
  assert.ok(!relaxant.includes('ulcer'));
  assert.ok(
    !keysOf(asked(groups, { ...about, sex: 'M' }, session({}, syringeOf('Thiocolchicoside')))).includes(
      'no_contraception',
    ),
  );
});

test('a product calls for its questions by its name in another language, its brand, with its strength', () => {
  const [piroxicam, relaxant] = CATALOGUE;
  const products = [
    { ...piroxicam, called: ['Piroxicam', 'Feldène'] },
    { ...relaxant, called: ['Thiocolchicoside', 'Miorel', 'Coltramyl'] },
  ];
  const of = (name) => keysOf(asked(groups, { ...THIS, products }, session({}, syringeOf(name))));
  assert.ok(of('Feldene 20 mg/1 mL').includes('nsaid_48h'));
  assert.ok(of('Coltramyl').includes('no_contraception'));
  assert.ok(!of('Lidocaïne').includes('nsaid_48h'));
  assert.equal(entryOf(products, 'miorel 4 mg/2 mL'), products[1]);
  assert.equal(entryOf(products, 'Lidocaïne'), null);
  const own = { name: 'Coltramyl', called: ['Coltramyl'], flags: ['contraception'], reminders: [] };
  assert.equal(entryOf([...products, own], 'coltramyl'), own);
});

for (const { about, name, names, called } of JSON.parse(
  readFileSync(new URL('../cases/syringes/called.json', import.meta.url), 'utf8'),
)) {
  test(`a name of a product: ${about}`, () => assert.equal(isCalled(name, names), called));
}

test('what was answered, and a lasting yes of last time, stay in sight', () => {
  assert.ok(keysOf(asked(groups, THIS, session({ competitor: check(false) }))).includes('competitor'));
  assert.ok(keysOf(asked(groups, THIS, session(), session({ ulcer: check(true) }))).includes('ulcer'));
  assert.ok(!keysOf(asked(groups, THIS, session(), session({ ulcer: check(false) }))).includes('ulcer'));
});

test('last time proposes lasting answers alone, and none that is answered', () => {
  const previous = session({
    anticoagulant: check(true, 'AVK'),
    ulcer: check(false),
    infection: check(true),
    clotting: check(false),
    pregnant: check(true),
  });
  const found = proposed(women, session({ clotting: check(true) }), previous, nobody);
  assert.deepEqual(
    found.map((p) => [p.question.key, p.answer, p.note]),
    [
      ['anticoagulant', true, 'AVK'],
      ['ulcer', false, null],
    ],
  );
  assert.deepEqual(proposed(women, session(), null, nobody), []);
});

test('"nothing new" is one answer that says what was answered then, of bulk answers too', () => {
  const previous = session({ anticoagulant: check(true, 'AVK') }, {}, [
    { questions: ['medicines'], answer: false, at: '', author_id: null },
  ]);
  const acts = unchanged(proposed(women, session(), previous, nobody), '2026-11-13');
  assert.deepEqual(
    acts.map((a) => [a.kind, a.body]),
    [
      [
        'checks.answered',
        {
          questions: ['medicines', 'anticoagulant'],
          answer: 'unchanged',
          since: '2026-11-13',
          stood: { medicines: check(false), anticoagulant: check(true, 'AVK') },
        },
      ],
    ],
  );
});

test('"no to the rest" is one answer to what is open, never to a yes of last time', () => {
  const previous = session({ anticoagulant: check(true), ulcer: check(false) });
  const acts = nothingElse(women, session({ infection: check(true) }), previous, nobody);
  assert.equal(acts.length, 1);
  assert.equal(acts[0].body.answer, false);
  assert.ok(!answered(acts).includes('anticoagulant'));
  assert.ok(!answered(acts).includes('infection'));
  assert.equal(answered(acts).length, women.length - 2);
  assert.deepEqual(
    nothingElse(women, session(Object.fromEntries(women.map((q) => [q.key, check(false)]))), previous, nobody),
    [],
  );
});

test('one answer to several denies nothing that the record affirms', () => {
  const known = withKnown(withKnown(nobody, 'treatments', { state: 'text', text: 'Apixaban 5 mg x 2' }), 'allergies', {
    state: 'text',
    text: 'Lidocaïne',
  });
  const denied = answered(nothingElse(women, session(), null, known));
  for (const key of ['allergy_reaction', 'medicines', 'anticoagulant', 'nsaid_48h'])
    assert.ok(!denied.includes(key), key);
  assert.ok(denied.includes('infection'));
  const old = { allergies: '', treatments: 'Apixaban' };
  assert.ok(
    !answered(nothingElse(women, session(), null, old)).includes('anticoagulant'),
    'of a page that was kept before there were states',
  );
  const previous = session({ anticoagulant: check(false), clotting: check(false) });
  assert.deepEqual(
    proposed(women, session(), previous, known).map((p) => p.question.key),
    ['clotting'],
  );
});

test('a no given in bulk is open again once the record affirms something; one given by itself stands', () => {
  const bulk = [{ questions: ['allergy_reaction', 'infection'], answer: false, at: '', author_id: null }];
  const since = withKnown(nobody, 'allergies', { state: 'text', text: 'Lidocaïne' });
  const open = (given, patient) => keysOf(answers(women, given, patient).open);
  assert.ok(!open(session({}, {}, bulk), nobody).includes('allergy_reaction'));
  assert.ok(open(session({}, {}, bulk), since).includes('allergy_reaction'));
  assert.ok(!open(session({}, {}, bulk), since).includes('infection'));
  assert.ok(!keysOf(answers(women, session({}, {}, bulk), since).no).includes('allergy_reaction'));
  assert.ok(
    !answered(nothingElse(women, session({}, {}, bulk), null, since)).includes('allergy_reaction'),
    'nor denied again',
  );
  assert.ok(!open(session({ allergy_reaction: check(false) }), since).includes('allergy_reaction'));
});

test('that none is known is no text: the rest may be no', () => {
  const none = withKnown(nobody, 'allergies', { state: 'none', on: '2026-11-30', by: 'Dr Exemple' });
  assert.ok(answered(nothingElse(women, session(), null, none)).includes('allergy_reaction'));
});

test('what is open, yes and no; an answer by itself goes before one in bulk', () => {
  const bulk = [{ questions: ['infection', 'skin_infection'], answer: false, at: '', author_id: null }];
  const { yes, no, open } = answers(
    women,
    session({ ulcer: check(true), clotting: check(false), medicines: check('texte d’une autre version') }, {}, bulk),
  );
  assert.deepEqual([yes.length, no.length, open.length], [1, 3, women.length - 4]);
  assert.equal(answerOf(session({}, {}, bulk), 'infection').bulk, bulk[0]);
  assert.equal(answerOf(session({ infection: check(true) }, {}, bulk), 'infection').answer, true);
  assert.deepEqual(takeBack(bulk[0])[0].body, { questions: ['infection', 'skin_infection'], answer: null });
});

test('a product in a syringe stands beside the question it concerns', () => {
  const products = [
    { name: 'Piroxicam', source: 'notice', reminders: ['AINS', '24 semaines'], concerns: ['nsaid_48h', 'pregnant'] },
  ];
  const filled = session({}, { A: { products: [{ name: 'Piroxicam' }] } });
  assert.deepEqual(besides('pregnant', filled, products), [
    { name: 'Piroxicam', text: '24 semaines', source: 'notice' },
  ]);
  assert.deepEqual(besides('ulcer', filled, products), []);
  assert.deepEqual(besides('pregnant', session(), products), []);
});

test('zones to score are those that marks lie in, once, in their order', () => {
  const point = (face, removed = false) => ({ kind: 'point', anchors: [[face, 0, 0]], removed });
  const marks = [
    point(2),
    point(1),
    point(2),
    point(9, true),
    {
      kind: 'patch',
      anchors: [
        [3, 0, 0],
        [9, 0, 0],
      ],
    },
    { kind: 'zone', zone: 'knee.L' },
  ];
  assert.deepEqual(
    treatedZones({ marks }, (face) => `z${face}`),
    ['z2', 'z1', 'z3', 'knee.L'],
  );
  assert.deepEqual(treatedZones({ marks: [] }, String), []);
});

test('a day is that of the practice', () => {
  const at = Date.parse('2026-11-21T23:30:00Z');
  assert.equal(dayIn('Europe/Paris', at), '2026-11-22');
  assert.equal(dayIn('America/Martinique', at), '2026-11-21');
  assert.equal(dayIn('Pacific/Noumea', at), '2026-11-22');
});
