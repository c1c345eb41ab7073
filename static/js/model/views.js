// The views a body is drawn in, as the table of the body's data names them.

const freeze = Object.freeze;

/** A close-up fades out at its rim over so much, or this share of its larger side: atlas/close_up_views.py. */
const [FADE_MM, FADE_SHARE] = [10, 0.05];

/** What of a box can be seen: to the middle of its faded rim. */
function inset(/** @type {number[]} */ [u, v, w, h]) {
  const by = Math.max(FADE_MM, FADE_SHARE * Math.max(w, h)) / 2;
  return freeze([u + by, v + by, w - 2 * by, h - 2 * by]);
}

/** The adult of a figure's sex, of whom the close-ups are drawn. */
export const adultOf = (figure) => figure[0];

/** How the adult of the close-ups is unlike a figure: 'older' than a child, 'thinner' than who is obese, or null. */
export const unlike = (figure) => (/^.1/.test(figure) ? 'older' : /-obese$/.test(figure) ? 'thinner' : null);

/**
 * @typedef {{key: string, kind: string, group: string, side: string, zones: string[], toward: number[],
 *   right: number[], opens_from: string[], pose?: string,
 *   boxes: Record<string, number[]>, segments?: string[]} & Record<`short_${string}` | 'fr' | 'en', string>} ViewRow
 * @typedef {{views: ViewRow[], figures: Record<string, Record<string, number[]>>}} ViewTable body-1.json: the rows;
 *   the boxes of figures by whole view
 * @typedef {ReturnType<typeof createViews>} Views
 */

/**
 * @param {ViewTable} meta
 * @param {string} lang  of the names
 */
export function createViews(meta, lang) {
  const rows = new Map(meta.views.map((row) => [row.key, freeze(row)]));
  const closeUps = freeze(meta.views.filter((row) => row.kind === 'close-up'));
  const shown = new Map(closeUps.map((row) => [row.key, new Set(row.zones)]));
  const zonesOf = (row) => shown.get(row.key);

  const row = (key) => rows.get(key);
  const drawn = (figure, key) => (row(key).kind === 'close-up' ? adultOf(figure) : figure);

  return freeze({
    row,
    known: (key) => rows.has(key),
    closeUps,
    isCloseUp: (key) => row(key)?.kind === 'close-up',
    nameOf: (key) => row(key)[lang] ?? row(key).fr,
    shortOf: (key) => row(key)[`short_${lang}`] ?? row(key).short_fr,
    /** Figure whose drawing a view shows, and the file of where its skin is in that view's pose. */
    drawn,
    position: (figure, key) => (row(key).pose ? `${drawn(figure, key)}_${row(key).pose}` : drawn(figure, key)),
    /** [u0, v0, w, h] in mm of a view of a figure. */
    box: (figure, key) =>
      row(key).kind === 'close-up'
        ? row(key).boxes[adultOf(figure)]
        : (meta.figures[figure]?.[key] ?? row(key).boxes[adultOf(figure)]),

    /** [u0, v0, w, h] in mm beyond which a view is not drawn; null for a whole body. */
    frame: (figure, key) => (row(key).kind === 'close-up' ? inset(row(key).boxes[adultOf(figure)]) : null),

    /** The whole view that a close-up belongs to: the one on its side of the body that faces it most. */
    wholeOf(key) {
      const facing = (other) => row(other).toward.reduce((sum, x, k) => sum + x * row(key).toward[k], 0);
      return [...row(key).opens_from].sort((a, b) => facing(b) - facing(a))[0] ?? 'back';
    },

    /** Whether a close-up shows a zone well. */
    shows: (key, zone) => zonesOf(row(key)).has(zone),

    /** Close-ups that open from a zone seen in a whole view: of its place, and of that side. */
    opening(zone, view) {
      const there = closeUps.filter((each) => zonesOf(each).has(zone));
      const near = closeUps.filter((each) =>
        there.some((one) => one.group === each.group && [one.side, 'median'].includes(each.side)),
      );
      const here = near.filter((each) => each.opens_from.includes(view));
      return here.length ? here : there;
    },

    /** Close-ups beside one another: of the same place and side, and its middle. */
    beside(key) {
      const { group, side } = row(key);
      const near = closeUps.filter((each) => each.group === group);
      return side === 'median' && near.length <= 4 ? near : near.filter((each) => [side, 'median'].includes(each.side));
    },

    /** The same close-up of the other side; null for one of the middle. */
    acrossFrom(key) {
      const other = key.replace(/\.[LR]$/, (side) => (side === '.L' ? '.R' : '.L'));
      return other !== key && rows.has(other) ? other : null;
    },

    /** The close-ups by place, in their order: [{group, rows}]. */
    groups() {
      const found = new Map();
      closeUps.forEach((each) => found.set(each.group, [...(found.get(each.group) ?? []), each]));
      return [...found].map(([group, members]) => ({ group, rows: members }));
    },
  });
}
