// Sees where things are in pages whose address asks for it, and says when to go on.
const ways = { '#agent-inserts': 'inserts', '#agent-types': 'types' };
const way = ways[location.hash];

function middleOf(name) {
  const panel = document.querySelector('[data-testid=panel-openai]');
  const { x, y, width, height } = panel
    .querySelector(`[data-testid=${name}]`)
    .getBoundingClientRect();
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
}

/** Resolves when the app is no more busy with what is sent next. */
function answered(panel) {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (panel.dataset.busy !== 'false') return;
      observer.disconnect();
      resolve();
    });
    observer.observe(panel, { attributeFilter: ['data-busy'] });
  });
}

async function go() {
  const panel = document.querySelector('[data-testid=panel-openai]');
  for (let step = 1; step <= 18; step += 1) {
    // It thinks for a while about what it sees.
    await new Promise((done) => setTimeout(done, 1_200 + Math.random() * 1_500));
    const text = `now look at point ${step} of the list`;
    const over = answered(panel);
    await chrome.runtime.sendMessage({
      way,
      text,
      places: [middleOf('composer'), middleOf('send')],
    });
    await over;
  }
  document.documentElement.setAttribute('data-agent', 'over');
}

if (way !== undefined) setTimeout(() => void go(), 2_000);
