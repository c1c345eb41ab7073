// The token that forms and requests of this page are sent with.

import { $$ } from '../../view/dom.js';

/** @returns {HTMLMetaElement | null}  where the server put it; null in a page of the shell */
export const tokenInPage = () => document.querySelector('meta[name="csrf-token"]');

/** @param {string} token  From here on this page has another. */
export function useTokenInPage(token) {
  if (tokenInPage()) tokenInPage().content = token;
  /** @type {HTMLInputElement[]} */
  const fields = $$('input[name="csrf_token"]');
  fields.forEach((input) => {
    input.value = token;
  });
}
