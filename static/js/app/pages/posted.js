// A page that answered a form: its place in the history becomes one that can be asked for, so that Back never ends
// at the browser's own error page.

history.replaceState(null, '', document.documentElement.dataset.again);
