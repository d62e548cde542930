// Chromium loads no scheme that it does not know. An app's own standard scheme is therefore carried by a reserved https
// origin, app://bundle/x by https://bundle.app.stand-in.invalid/x, whose requests are answered by the app's handler.

export const RESERVED_HOST = 'stand-in.invalid';

const CARRIER = /https:\/\/([a-z0-9.-]+)\.([a-z][a-z0-9+-]*)\.stand-in\.invalid/g;

const carriedSchemes = new Set<string>();

/** From now on URLs of `scheme` are carried. */
export function carryScheme(scheme: string): void {
  carriedSchemes.add(scheme);
}

/** app://bundle/x → https://bundle.app.stand-in.invalid/x; other URLs stay as they are. */
export function toCarrier(url: string): string {
  const match = /^([a-z][a-z0-9+-]*):\/\/([A-Za-z0-9.-]+)(.*)$/s.exec(url);
  const [, scheme = '', host = '', rest = ''] = match ?? [];
  if (!carriedSchemes.has(scheme)) return url;
  return `https://${host.toLowerCase()}.${scheme}.${RESERVED_HOST}${rest}`;
}

/** Puts the app's own scheme back wherever `text` names a carrier: in a URL, a header or a whole protocol message. */
export function fromCarrier(text: string): string {
  return text.includes(RESERVED_HOST) ? text.replace(CARRIER, '$2://$1') : text;
}

export function isCarrier(url: string): boolean {
  return new RegExp(`^${CARRIER.source}(/|$)`).test(url);
}

/** The reverse of fromCarrier. */
export function textToCarrier(text: string): string {
  let carried = text;
  for (const scheme of carriedSchemes) {
    const own = new RegExp(`\\b${scheme}://([A-Za-z0-9.-]+)`, 'g');
    carried = carried.replaceAll(own, `https://$1.${scheme}.${RESERVED_HOST}`);
  }
  return carried;
}

/** Rewrites the sources of a Content-Security-Policy, or the value of another header, that name a carried scheme. */
export function headerToCarrier(value: string): string {
  let carried = textToCarrier(value);
  for (const scheme of carriedSchemes) {
    const wholeScheme = new RegExp(`(^|[\\s;,])${scheme}:(?=[\\s;,]|$)`, 'g');
    carried = carried.replaceAll(wholeScheme, `$1https://*.${scheme}.${RESERVED_HOST}`);
  }
  return carried;
}

/** As `URL.origin`, but an app's own standard scheme has one too. */
export function originOf(url: string): string {
  if (!URL.canParse(url)) return 'null';
  const { protocol, host, origin } = new URL(url);
  return carriedSchemes.has(protocol.slice(0, -1)) ? `${protocol}//${host}` : origin;
}
