// An emitter: it keeps listeners and calls all of them, in the order in which they came.

/**
 * @template {any[]} News
 * @typedef {(listener: (...news: News) => void) => () => void} Listen  gives back the way to stop
 */

/**
 * @template {any[]} News
 * @typedef {{ emit: (...news: News) => void, listen: Listen<News> }} Emitter  `emit` reaches all, first come first
 */

/**
 * @template {any[]} News
 * @returns {Emitter<News>}
 */
export function createEmitter() {
  const listeners = new Set();
  return Object.freeze({
    emit: (...news) => listeners.forEach((listener) => listener(...news)),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
}
