/** A frame that asks once, of the server and the model named in it, and tells whoever made it. */
const told = new URLSearchParams(location.search);
const { server = told.get('server'), model = told.get('model') } = document.currentScript.dataset;

const ask = async () => {
  const response = await fetch(`${server}/v1/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ model, stream: true, messages: [{ role: 'user', content: 'Hi.' }] }),
  });
  await response.text();
  (opener ?? parent).postMessage(model, '*');
};
void ask();
