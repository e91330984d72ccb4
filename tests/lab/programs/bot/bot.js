// An extension that fills in prompts by itself, on pages whose address asks for it: in the chat in
// front, or in another one beside it.
const TIMES = 18;
let count = 0;
const panelName = { '#bot': 'panel-openai', '#bot-beside': 'panel-anthropic' }[location.hash];
if (panelName !== undefined) {
  const timer = setInterval(
    () => {
      const panel = document.querySelector(`[data-testid=${panelName}]`);
      const field = panel?.querySelector('[data-testid=composer]');
      if (!(field instanceof HTMLTextAreaElement)) return;
      count += 1;
      field.focus();
      field.setRangeText(`and now point ${count} of the list`, 0, field.value.length, 'end');
      field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
      setTimeout(() => {
        const button = panel?.querySelector('[data-testid=send]');
        if (button instanceof HTMLElement) button.click();
      }, 60);
      if (count < TIMES) return;
      clearInterval(timer);
      document.documentElement.setAttribute('data-bot', 'over');
    },
    location.hash === '#bot' ? 2_500 : 6_500,
  );
}
