// Undo and redo, rebuilt from the events themselves: nothing else is kept.
//
// A step is a gesture. Undoing it sends the opposite events, which say `undoes`; redoing sends
// the opposite of those, which say `redoes`. What another device did is no step of ours.

import { examine, examinedOf } from './examined.js';
import { labelOf } from './labels.js';
import { markOf } from './tally.js';

const freeze = Object.freeze;

export const EMPTY_HISTORY = freeze({ done: freeze([]), undone: freeze([]) });

const CHANGEABLE = ['depth', 'syringe', 'radius_mm', 'width_mm'];

const act = (kind, body) => freeze({ kind, body });

function previous(mark, changes) {
  const before = CHANGEABLE.filter((n) => n in changes).map((n) => [n, mark[n] ?? null]);
  return Object.fromEntries(before);
}

function syringeBack(before, key) {
  const syringe = before.syringes[key];
  if (!syringe) return [act('syringe.withdrawn', { key })];
  const { left_ml: _left, ...rest } = syringe;
  return [act('syringe.prepared', { syringe: rest })];
}

function doneBack(before, body) {
  const names = body.mark_ids ?? before.marks.filter((m) => !m.removed).map((m) => m.id);
  const value = body.mark_ids ? body.done : (body.as_planned || null);
  const touched = before.marks.filter((m) => names.includes(m.id) && m.done !== value);
  return [true, false, null].map((was) => [was, touched.filter((m) => m.done === was).map((m) => m.id)])
    .filter(([, ids]) => ids.length)
    .map(([was, ids]) => act('marks.done', { mark_ids: ids, done: was }));
}

/** Each mark goes back to the syringe it had: one act for those that had the same. */
function assignedBack(before, { mark_ids }) {
  const named = new Set(mark_ids);
  const groups = new Map();
  for (const m of before.marks.filter((one) => named.has(one.id))) {
    const was = JSON.stringify([m.syringe ?? null, m.among ?? null]);
    groups.set(was, [...(groups.get(was) ?? []), m.id]);
  }
  return [...groups].map(([was, ids]) => {
    const [syringe, among] = JSON.parse(was);
    return act('marks.assigned', { mark_ids: ids, syringe, ...(among ? { among } : {}) });
  });
}

const INVERSE = freeze({
  'mark.planned': (_s, b) => [act('mark.removed', { mark_id: b.mark.id })],
  'mark.removed': (s, b) => (find(s, b)?.removed === false ? [act('mark.restored', { mark_id: b.mark_id })] : []),
  'mark.restored': (s, b) => (find(s, b)?.removed ? [act('mark.removed', { mark_id: b.mark_id })] : []),
  'mark.changed': (s, b) => (find(s, b)
    ? [act('mark.changed', { mark_id: b.mark_id, changes: previous(find(s, b), b.changes) })] : []),
  'mark.moved': (s, b) => {
    const mark = find(s, b);
    if (!mark) return [];
    const drawn = mark.view ? { view: mark.view, figure: mark.figure } : {};
    return [act('mark.moved', { mark_id: b.mark_id, anchors: mark.anchors, ...drawn })];
  },
  'marks.done': doneBack,
  'marks.assigned': assignedBack,
  'nogo.drawn': (_s, b) => [act('nogo.lifted', { nogo: b.nogo })],
  'nogo.lifted': (_s, b) => [act('nogo.drawn', { nogo: b.nogo })],
  'points.examined': (s, b) => {
    const was = examinedOf(s, b.pattern);
    return examine(b.pattern, was?.version ?? b.version, was?.examined ?? [], was?.painful ?? []);
  },
  'syringe.prepared': (s, b) => syringeBack(s, b.syringe.key),
  'syringe.withdrawn': (s, b) => (s.syringes[b.key] ? syringeBack(s, b.key) : []),
});

const find = (session, body) => markOf(session, body.mark_id);

/** The acts that take this event back, given the session before it; null when nothing can. */
export function inverse(before, event) {
  const back = INVERSE[event.kind];
  return back && before && !before.signed ? back(before, event.body) : null;
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
  const source = history[from].find((s) => s.gesture_id === gesture) ?? history[to].find((s) => s.gesture_id === gesture);
  if (!source) return history;
  const moved = history[to].some((s) => s.gesture_id === gesture);
  const base = moved ? source : { ...source, back: [], kinds: [] };
  const step = freeze({ ...base, back: [...back, ...base.back] });
  const target = freeze([...without(history[to], gesture), step]);
  return freeze({ ...history, [from]: without(history[from], gesture), [to]: target });
}

const tagged = (acts, tag, gesture) => acts.map((a) => act(a.kind, { ...a.body, [tag]: gesture }));

const told = (step, name, tag) => freeze({
  label: labelOf(step, name), plan: touchesPlan(step), acts: tagged(step.back, tag, step.gesture_id),
});

/** Whether taking a step back, or bringing it again, would change what was planned. */
function touchesPlan(step) {
  return step.events.some(({ kind, body }) => {
    if (!kind.startsWith('mark.')) return false;
    const mark = body.mark ? body : find(step.before, body);
    return mark?.phase !== 'end';
  });
}

/** The step that undo would take back: {label, plan, acts}, or null. */
export function undoStep(history, name) {
  const step = history.done.at(-1);
  if (!step) return null;
  return told(step, name, 'undoes');
}

/** The step that redo would bring again, or null. */
export function redoStep(history, name) {
  const step = history.undone.at(-1);
  if (!step) return null;
  return told(step, name, 'redoes');
}

