/**
 * The site a frame belongs to. Frames without an address of their own (about:blank, srcdoc) belong
 * to whoever made them, which is what their base address says before the page can change it.
 */
export function siteOfPage(): string {
  const own = /^https?:$/.test(location.protocol) ? location.origin : null;
  return own ?? URL.parse(document.baseURI)?.origin ?? location.origin;
}
