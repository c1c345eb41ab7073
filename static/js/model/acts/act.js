// An act: one kind of event, with everything that the page has to know of it.
//
// Each family of kinds is one file of this folder, and one of the same name in mesomap/domain/acts/.
// To add an act is to copy one of each, and to name its family in all.js where the family is new.

/** @import { Placed } from '../labels.js' */
/** @import { Mark } from '../marks.js' */
/** @import { Session } from '../session.js' */
/**
 * @typedef {{readonly events: readonly ActEvent[], readonly before: Session}} Step one gesture, to be undone as one
 */

/**
 * @typedef {{readonly kind: string, readonly body: Readonly<Record<string, any>>}} Doing what the doctor does, ready
 *   to be sent
 *
 * @typedef {object} ActEvent  the same as the record has it
 * @property {string} id
 * @property {string} device_id
 * @property {number} device_seq
 * @property {string} session_id
 * @property {string} kind
 * @property {number} v
 * @property {any} body  its form goes with the kind and the version
 * @property {string | null} gesture_id
 * @property {string} at
 * @property {number} elapsed_ms
 * @property {number} [seq]  its place on the server, once that is known
 * @property {string} [received_at]
 * @property {string | null} [author_id]
 */

const freeze = Object.freeze;

/**
 * What the doctor does, ready to be sent.
 * @returns {Doing}
 */
export const act = (kind, body) => freeze({ kind, body: freeze(body) });

/** The server's time where there is one. */
export const at = (event) => event.received_at ?? event.at;

export const author_id = (event) => event.author_id ?? null;

/**
 * The session with other values; what is undefined is left out.
 * @param {Session} session
 * @param {Partial<Session>} values
 * @returns {Session}
 */
export function merge(session, values) {
  const next = { ...session, ...values };
  for (const name of Object.keys(values)) if (values[name] === undefined) delete next[name];
  return freeze(next);
}

/**
 * One kind of event.
 *
 * @typedef {object} Act
 * @property {string} kind
 * @property {number} version  of today's form
 * @property {(session: Session, event: ActEvent) => Session} apply  the session with this event counted in
 * @property {((before: Session, body: any) => readonly Doing[]) | null} inverse acts that take it back; null where
 *   nothing can
 * @property {(n: number) => string} words  what a list says of `n` such events
 * @property {((step: Step, name: (mark: Placed) => string) => string) | null} label a step of undo in words; null
 *   where there is no inverse
 * @property {((session: Session, body: any) => Mark | null) | null} lays the mark as it would lie; null where none is
 *   laid
 * @property {boolean} dated  its time on the server is part of the session
 * @property {boolean} byServer  only the server writes it: it will write it again
 * @property {boolean} afterSignature  it counts after the signature too; others are addenda there
 * @property {Record<string, readonly string[]>} choices  closed lists of words that a body may hold, by place in it
 * @property {readonly Function[]} upcasters  how older forms are read, version 1 first
 */

/**
 * @param {Partial<Act> & Pick<Act, 'kind' | 'apply' | 'inverse' | 'words' | 'label'>} own  what is not said is no
 * @returns {Readonly<Act>}
 */
export const defineAct = ({ upcasters = [], ...rest }) =>
  freeze({
    lays: null,
    dated: false,
    byServer: false,
    afterSignature: false,
    choices: freeze({}),
    ...rest,
    upcasters: freeze(upcasters),
    version: upcasters.length + 1,
  });
