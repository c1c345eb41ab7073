// Undo and redo, rebuilt from the events themselves: nothing else is kept.
//
// A step is a gesture. Undoing it sends the opposite events, which say `undoes`; redoing sends
// the opposite of those, which say `redoes`. What another device did is no step of ours.

import { act } from './acts/act.js';
import { ACTS } from './acts/all.js';
import { markOf } from './tally.js';

/** @import { Placed } from './labels.js' */

const freeze = Object.freeze;

export const EMPTY_HISTORY = freeze({ done: freeze([]), undone: freeze([]) });

/** The acts that take this event back, given the session before it; null when nothing can. */
export function inverse(before, { kind, body }) {
  const back = ACTS.get(kind)?.inverse;
  return back && before && !before.signed ? back(before, body) : null;
}

const isOpen = (stack, gesture) => stack.at(-1)?.gesture_id === gesture;

function push(stack, step, back) {
  const open = isOpen(stack, step.gesture_id);
  const held = open ? stack.at(-1) : { ...step, back: [], kinds: [] };
  const next = freeze({ ...held, ...step, back: [...back, ...held.back], kinds: [...held.kinds, step.kind] });
  return freeze([...(open ? stack.slice(0, -1) : stack), next]);
}

const without = (stack, gesture) => freeze(stack.filter((s) => s.gesture_id !== gesture));

/**
 * The history after one more event of this very device.
 * `before` is the session that the event met.
 */
export function remember(history, before, event) {
  const back = inverse(before, event);
  const { undoes, redoes } = event.body;
  if (back === null || !event.gesture_id) return history;
  if (undoes) return travel(history, 'done', 'undone', undoes, event, back);
  if (redoes) return travel(history, 'undone', 'done', redoes, event, back);
  if (!back.length) return history;
  const events = [...(isOpen(history.done, event.gesture_id) ? history.done.at(-1).events : []), event];
  const step = { gesture_id: event.gesture_id, kind: event.kind, events, before: firstBefore(history, event, before) };
  return freeze({ done: push(history.done, step, back), undone: freeze([]) });
}

function firstBefore(history, event, before) {
  return isOpen(history.done, event.gesture_id) ? history.done.at(-1).before : before;
}

function travel(history, from, to, gesture, event, back) {
  const source =
    history[from].find((s) => s.gesture_id === gesture) ?? history[to].find((s) => s.gesture_id === gesture);
  if (!source) return history;
  const moved = history[to].some((s) => s.gesture_id === gesture);
  const base = moved ? source : { ...source, back: [], kinds: [] };
  const step = freeze({ ...base, back: [...back, ...base.back] });
  const target = freeze([...without(history[to], gesture), step]);
  return freeze({ ...history, [from]: without(history[from], gesture), [to]: target });
}

const tagged = (acts, tag, gesture) => acts.map((a) => act(a.kind, { ...a.body, [tag]: gesture }));

const told = (step, name, tag) =>
  freeze({
    label: ACTS.get(step.events[0].kind).label(step, name),
    plan: touchesPlan(step),
    acts: tagged(step.back, tag, step.gesture_id),
  });

/** Whether taking a step back, or bringing it again, would change what was planned. */
function touchesPlan(step) {
  return step.events.some(({ kind, body }) => {
    if (!kind.startsWith('mark.')) return false;
    const mark = body.mark ? body : markOf(step.before, body.mark_id);
    return mark?.phase !== 'end';
  });
}

/** The step that undo would take back: {label, plan, acts}, or null. */
export function undoStep(history, /** @type {(mark: Placed) => string} */ name) {
  const step = history.done.at(-1);
  if (!step) return null;
  return told(step, name, 'undoes');
}

/** The step that redo would bring again, or null. */
export function redoStep(history, /** @type {(mark: Placed) => string} */ name) {
  const step = history.undone.at(-1);
  if (!step) return null;
  return told(step, name, 'redoes');
}
