/** What libraries need to know to work under the page's content security policy; imported before anything else. */

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

Object.assign(window, {
  /** For the style sheet writer that react-hot-toast brings along. */
  __nonce__: nonce,
  /** For the style sheet that locks the page's scrolling behind a dialog. */
  __webpack_nonce__: nonce,
  /** Otherwise zod tries `new Function` to see whether it may, and the policy reports a violation at every start. */
  __zod_globalConfig: { jitless: true },
});

/** The nonce that main put into this load of the page. */
export const styleNonce = (): string => nonce;
