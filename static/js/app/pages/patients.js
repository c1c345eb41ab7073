// Search as one types. Without this file the same form works with its button.

const WAIT_MS = 120;

/** @type {HTMLFormElement} */
const form = document.querySelector('[data-search]');
const input = /** @type {HTMLInputElement} */ (form.elements.namedItem('q'));
const people = document.getElementById('people');
const button = form.querySelector('button');
const today = document.getElementById('today');

let timer = 0;
let asked = null;

/** Ask for the rows alone; a newer question cancels the older one. */
async function search() {
  asked?.abort();
  asked = new AbortController();
  const query = new URLSearchParams({ q: input.value });
  const shown = input.value ? `?${query}` : location.pathname;
  query.set('part', 'rows');
  try {
    const answer = await fetch(`${form.action}?${query}`, { signal: asked.signal });
    if (!answer.ok) {
      form.submit();
      return;
    }
    people.innerHTML = await answer.text();
    history.replaceState(null, '', shown);
  } catch (error) {
    if (error.name !== 'AbortError') form.submit();
  }
}

button.hidden = true;
input.addEventListener('input', () => {
  if (today) today.hidden = input.value !== '';
  clearTimeout(timer);
  timer = setTimeout(search, WAIT_MS);
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  search();
});
