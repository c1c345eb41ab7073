// From a finger's lifting to the frame that shows what it did: a frame committed, and what Event Timing says.
() => {
  window.taps = [];
  window.events = [];
  if (window.clocked) return;
  window.clocked = true;
  const marks = document.querySelector('.layer.signs');
  if (marks) {
    // the session page does not count for us
    window.marked = 0;
    new MutationObserver((changes) => {
      if (changes.some((c) => [...c.addedNodes].some((n) => n.classList?.contains('sign') || n.querySelector?.('.sign')))) window.marked += 1;
    }).observe(marks, { childList: true, subtree: true });
  }
  const { port1, port2 } = new MessageChannel();
  let from = 0;
  let before = 0;
  port1.onmessage = () => window.taps.push(performance.now() - from);
  const look = () => {
    if (window.marked > before) port2.postMessage(0);
    else if (performance.now() - from < 5000) requestAnimationFrame(look);
  };
  window.addEventListener('pointerup', (event) => {
    if (!event.isPrimary) return;
    from = event.timeStamp;
    before = window.marked;
    requestAnimationFrame(look);
  }, true);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === 'pointerup') window.events.push(entry.duration);
  }).observe({ type: 'event', durationThreshold: 16 });
}
