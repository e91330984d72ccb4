// Presses and types in the tab that asks for it, by the browser's own debugger.
chrome.runtime.onMessage.addListener((wish, { tab }, reply) => {
  void act({ tabId: tab.id }, wish).then(reply);
  return true;
});

async function act(target, { way, text, places: [composer, send] }) {
  await chrome.debugger.attach(target, '1.3');
  const tell = (method, details) => chrome.debugger.sendCommand(target, `Input.${method}`, details);
  const click = async ({ x, y }) => {
    const at = { x, y, button: 'left', clickCount: 1 };
    await tell('dispatchMouseEvent', { type: 'mouseMoved', x, y });
    await tell('dispatchMouseEvent', { type: 'mousePressed', ...at });
    await tell('dispatchMouseEvent', { type: 'mouseReleased', ...at });
  };
  await click(composer);
  if (way === 'inserts') {
    await tell('insertText', { text });
    await click(send);
  } else {
    for (const letter of text) {
      await tell('dispatchKeyEvent', { type: 'keyDown', text: letter, key: letter });
      await tell('dispatchKeyEvent', { type: 'keyUp', key: letter });
    }
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 };
    await tell('dispatchKeyEvent', { type: 'keyDown', text: '\r', ...enter });
    await tell('dispatchKeyEvent', { type: 'keyUp', ...enter });
  }
  await chrome.debugger.detach(target);
  return true;
}
