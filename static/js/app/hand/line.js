// The drag that draws a line: a draft shows it on the map meanwhile; at the end the caller gets all of it.

/** @import { BodyMap } from '../map/map.js' */

/**
 * The act {draw(xys), drawn(), cancel()} of a drag that draws a line from `from` on.
 * @param {Pick<BodyMap, 'at' | 'draft'>} map
 * @param {readonly number[]} from  on the screen
 * @param {string} look  a depth, or 'lasso'
 * @param {(line: number[][]) => void} done  hears of the whole line, in mm of the drawing
 * @param {boolean} open  whether it stays a line, and is no outline
 */
export function drawLine(map, from, look, done, open = false) {
  const line = [map.at(from)];
  return {
    draw(xys) {
      line.push(...xys.map(map.at));
      map.draft(line, look, open);
    },
    drawn() {
      map.draft(null);
      done(line);
    },
    cancel: () => map.draft(null),
  };
}
