// Letters as people type them and as names are stored: one fold for both sides of a look-up.
// The same in mesomap/domain/letters.py; tests/cases/names/letters.json holds both to it.

/** Letters that have no decomposition of their own, by what they are written as without them. */
const WITHOUT = {
  a: 'ᶏⱥəɐɑ',
  aa: 'ꜳ',
  ae: 'æ',
  ao: 'ꜵ',
  au: 'ꜷ',
  av: 'ꜹꜻ',
  ay: 'ꜽ',
  b: 'ƀƃɓᵬᶀꞗ',
  c: 'ƈȼɕꞓꞔ',
  d: 'đƌȡɖɗᵭᶁᶑꟈð',
  e: 'ɇᶒⱸꬴǝɛ',
  f: 'ƒᵮᶂꞙ',
  g: 'ǥɠᶃꞡɡ',
  h: 'ħɦⱨꞕ',
  hv: 'ƕ',
  i: 'ıɨᶖɩ',
  j: 'ɉʝȷ',
  k: 'ƙᶄⱪꝁꝃꝅꞣĸ',
  l: 'łƚȴɫɬɭᶅⱡꝉꞎꬷꬸꬹ',
  m: 'ɱᵯᶆꬺ',
  n: 'ƞȵɲɳᵰᶇꞑꞥꬻŋ',
  o: 'øⱺꝋꝍɔɵ',
  oe: 'œ',
  oi: 'ƣ',
  oo: 'ꝏ',
  ou: 'ȣ',
  p: 'ƥᵱᵽᶈꝑꝓꝕ',
  q: 'ɋʠꝗꝙ',
  r: 'ɍɼɽɾᵲᵳᶉꞧꭉ',
  s: 'ȿʂᵴᶊꞩꟊ',
  ss: 'ß',
  t: 'ŧƫƭȶʈᵵⱦ',
  th: 'þ',
  tz: 'ꜩ',
  u: 'ᶙꞹʉ',
  v: 'ʋᶌⱱⱴꝟ',
  w: 'ⱳ',
  x: 'ᶍ',
  y: 'ƴɏỿ',
  z: 'ƶȥɀʐʑᵶᶎⱬ',
  σ: 'ς',
  ي: 'ىی',
  ه: 'ةہە',
  ك: 'ک',
};

const TABLE = new Map(
  Object.entries(WITHOUT).flatMap(([plain, letters]) => [...letters].map((letter) => [letter, plain])),
);

/** Spellings that people use where these letters cannot be typed (German, Danish, Croatian). */
const SPELT = new Map(Object.entries({ ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe', đ: 'dj' }));

/** Marks that are set on a letter and may be left out; vowel signs of Indic scripts and of Thai stay. */
const MARKS = new RegExp(
  '[\\u0300-\\u036f\\u0483-\\u0487\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed\\u0711\\u0730-\\u074a\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe00-\\ufe0f\\ufe20-\\ufe2f]',
  'gu',
);

/** Modifier letters that stand for an apostrophe or an accent part words, as everything else does. */
const PARTS = /[\u02b9-\u02ff\ua78b\ua78c]|[^\p{L}\p{M}\p{N}]/gu;

const put = (table, text) => [...text].map((letter) => table.get(letter) ?? letter).join('');

/** Write letters without what people leave out: case, accents, ligatures, unseen characters. */
export function fold(text) {
  const bare = text
    .normalize('NFKD')
    .replace(/\p{Cf}/gu, '')
    .replace(MARKS, '')
    .toLowerCase();
  return put(TABLE, bare).replace(MARKS, '').normalize('NFC');
}

/** A folded word with the umlauts of its spelling left out: mueller → muller. */
export const bare = (word) => word.replace(/ae|oe|ue|aa|dj/g, (two) => two[0]);

/** Words of a folded text: letters and digits of any script; all else parts them. */
export const wordsOf = (folded) => folded.replace(PARTS, ' ').split(' ').filter(Boolean);

/** The fold of a text, and once more as it is spelt without umlauts where that differs. */
export const spellings = (text) => [...new Set([fold(text), fold(put(SPELT, text.normalize('NFC').toLowerCase()))])];

/** Whether anything of a text can be seen: more than spaces, marks, format characters and fillers. */
export const isSeen = (text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replace(/[\u115f\u1160\u2800\u3164\uffa0]/g, ''));

/** A text without control characters and halves of letters; line breaks and tabs stay. */
export const plainText = (text) =>
  text.replace(/[\p{Cc}\p{Cs}]/gu, (sign) => ('\n\r\t\x1d'.includes(sign) ? sign : ''));
