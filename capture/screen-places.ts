/** Finding elements in a page, also inside open shadow roots, and the text in them. */

export type Root = Document | ShadowRoot;

/** A page with more is looked at no further. */
const MAX_ROOTS = 200;
const MAX_ELEMENTS = 50_000;

/** The root it is, and all open shadow roots below. */
export function rootsBelow(start: Root | Element): Root[] {
  const roots: Root[] = start instanceof Element ? [] : [start];
  const look: ParentNode[] = [start];
  const enter = ({ shadowRoot }: Element) => {
    if (shadowRoot === null || look.length > MAX_ROOTS) return;
    roots.push(shadowRoot);
    look.push(shadowRoot);
  };
  if (start instanceof Element) enter(start);
  let elements = 0;
  for (const place of look) {
    for (const element of place.querySelectorAll('*')) {
      elements += 1;
      if (elements > MAX_ELEMENTS) return roots;
      enter(element);
    }
  }
  return roots;
}

/** Whether a selector can be used at all: people write them. */
export function isSelector(selector: string): boolean {
  try {
    document.createDocumentFragment().querySelector(selector);
    return true;
  } catch {
    return false;
  }
}

/** The element an event went through that the selector means, innermost first. */
export function hit(event: Event, selector: string | undefined): Element | null {
  if (selector === undefined) return null;
  for (const target of event.composedPath()) {
    if (target instanceof Element && target.matches(selector)) return target;
  }
  return null;
}

/** What stands in a field, or in an element that can be edited. */
export function composedText(composer: Element): string {
  const isField = composer instanceof HTMLTextAreaElement || composer instanceof HTMLInputElement;
  return (isField ? composer.value : (composer.textContent ?? '')).trim();
}

/** Text without the differences that layout makes. */
export function plainText(element: Element): string {
  return (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}

/** The nearest element or root all of them are in; the document where they have none in common. */
export function around(elements: readonly Element[], root: Root): Node {
  let [box = null]: (Node | null)[] = [...elements];
  while (box !== null && !elements.every((element) => box?.contains(element))) {
    box = box.parentNode;
  }
  return box ?? root;
}
