// Lays n marks on the page's session through the API, on the faces of real taps, each at another place of its face.
async ({ n, anchors }) => {
  const boot = JSON.parse(document.querySelector('#boot').textContent);
  const id = (k, j) => `${boot.session_id.slice(-8)}-0000-7000-8000-${String(j * 1e6 + k).padStart(12, '0')}`;
  const share = (k, step) => (k * step) % 1;
  const about = ([face], k) => {
    const [a, b] = [share(k + 1, 0.618034), share(k + 1, 0.754878)];
    return a + b < 1 ? [face, a, b] : [face, 1 - a, 1 - b];
  };
  const events = Array.from({ length: n }, (_, k) => ({
    id: id(k, 1), device_id: id(0, 9), device_seq: k + 1, session_id: boot.session_id, kind: 'mark.planned', v: 1,
    body: {
      mark: {
        id: id(k, 2), kind: 'point', depth: ['IDP', 'IHD', 'IDS'][k % 3], anchors: [about(anchors[k % anchors.length], k)],
      },
    },
    gesture_id: id(k, 3), at: new Date().toISOString(), elapsed_ms: 0,
  }));
  for (let from = 0; from < n; from += 500) {
    const answer = await fetch(boot.urls.events, {
      method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRFToken': boot.csrf },
      body: JSON.stringify({ events: events.slice(from, from + 500) }),
    });
    const { answers } = await answer.json();
    if (answers.some((a) => a.status !== 'stored')) throw new Error(JSON.stringify(answers[0]));
  }
}
