// Acts that are on their way, in words: by gesture, with their time.

import { _, n_ } from '../texts.js';
import { read } from './forms.js';
import { countWords, whereWords } from './labels.js';

const WORDS = {
  'session.opened': () => _('Séance ouverte'),
  'body.corrected': () => _('Gabarit corrigé'),
  'mark.changed': (n) => n_('{n} marque modifiée', '{n} marques modifiées', n),
  'mark.moved': (n) => n_('{n} marque déplacée', '{n} marques déplacées', n),
  'mark.removed': (n) => n_('{n} marque effacée', '{n} marques effacées', n),
  'mark.restored': (n) => n_('{n} marque rétablie', '{n} marques rétablies', n),
  'plan.agreed': () => _('Accord du patient'),
  'plan.withdrawn': () => _('Accord retiré'),
  'marks.done': () => _('Fait'),
  'marks.assigned': () => _('Seringue des marques'),
  'syringe.prepared': () => _('Seringue préparée'),
  'syringe.withdrawn': () => _('Seringue retirée'),
  'syringe.emptied': () => _('Reste de la seringue'),
  'checks.answered': () => _('Réponse groupée avant de commencer'),
  'check.answered': () => _('Réponse avant de commencer'),
  'pain.scored': () => _('Douleur (EN)'),
  'timer.started': () => _('Chronomètre'),
  'timer.paused': () => _('Chronomètre'),
  'timer.stopped': () => _('Chronomètre'),
  'note.written': () => _('Note'),
  'nogo.drawn': () => _('Peau à éviter'),
  'nogo.lifted': () => _('Peau à éviter retirée'),
  'points.examined': () => _('Points examinés'),
  'session.numbered': () => _('Numéro de séance'),
  'session.measured': () => _('Surfaces mesurées'),
  'session.dated': () => _('Jour du geste'),
  'timer.corrected': () => _('Durée corrigée'),
  'session.signed': () => _('Séance signée'),
  'addendum.written': () => _('Complément daté'),
};

function gestureWords(made, name) {
  const events = made.filter((e) => read(e) !== null);
  if (!events.length) return _('Saisie d’une version plus récente');
  const planned = events.filter((e) => e.body.mark).map((e) => e.body.mark);
  const marks = [countWords(planned), name ? whereWords(planned, name) : ''].filter(Boolean).join(', ');
  const others = events.filter((e) => !e.body.mark);
  const kinds = [...new Set(others.map((e) => e.kind))];
  const said = kinds.map((kind) => (WORDS[kind] ?? (() => _('Saisie')))(others.filter((e) => e.kind === kind).length));
  return [marks, ...new Set(said)].filter(Boolean).join(' · ');
}

/** [{at, words}] of events, oldest first; events of one gesture are one line. */
export function actsInWords(events, name = null) {
  const gestures = new Map();
  for (const e of events) {
    const key = e.gesture_id ?? e.id;
    gestures.set(key, [...(gestures.get(key) ?? []), e]);
  }
  return [...gestures.values()].map((group) => ({ at: group[0].at, words: gestureWords(group, name) }));
}
