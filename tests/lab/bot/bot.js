// An extension that fills in prompts by itself, on pages whose address asks for it.
const TIMES = 14;
let count = 0;
if (location.hash === '#bot') {
  const timer = setInterval(() => {
    const panel = document.querySelector('[data-testid=panel-openai]');
    const field = panel?.querySelector('[data-testid=composer]');
    if (!(field instanceof HTMLTextAreaElement)) return;
    count += 1;
    if (count === TIMES) clearInterval(timer);
    field.focus();
    field.setRangeText(`and now point ${count} of the list`, 0, field.value.length, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
    setTimeout(() => {
      const button = panel?.querySelector('[data-testid=send]');
      if (button instanceof HTMLElement) button.click();
    }, 60);
  }, 2_500);
}
