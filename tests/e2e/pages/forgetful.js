/** A page that forgets to handle one failed request and handles another; its title says what it heard. */
const heard = [];
addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  heard.push(String(event.reason));
});
const ask = (signal) =>
  fetch('/v1/chat/completions', {
    method: 'POST',
    body: JSON.stringify({ model: 'm', stream: true, messages: [] }),
    signal,
  });
const answer = async () => (await fetch('/truth')).text();

const abort = new AbortController();
void ask(abort.signal);
abort.abort('given up');
const handled = ask(abort.signal).catch(() => {});

const tell = async () => {
  await handled;
  // They are told some tasks later: waits for the first, and then for five more answers.
  for (let round = 0; heard.length === 0 && round < 500; round += 1) await answer();
  for (let round = 0; round < 5; round += 1) await answer();
  document.title = JSON.stringify(heard);
};
void tell();
