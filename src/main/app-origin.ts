/** The address of our own page, and who may be taken for it. */

export const APP_SCHEME = 'app';
export const APP_HOST = 'bundle';
export const APP_PAGE = `${APP_SCHEME}://${APP_HOST}/index.html`;

/** Where the page comes from: the app itself, or, while developing, a server on this computer. */
export interface PageSource {
  readonly url: string;
  /** Whether an address belongs to the page: itself, its parts, and nothing else. */
  isOwn(url: string): boolean;
}

function hostOf(url: string): { protocol: string; host: string } | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host } = new URL(url);
  return { protocol, host };
}

export const bundledPage: PageSource = {
  url: APP_PAGE,
  isOwn: (url) => {
    const found = hostOf(url);
    return found?.protocol === `${APP_SCHEME}:` && found.host === APP_HOST;
  },
};

/** For development only: the page of a dev server, which also talks over a web socket. */
export function devServerPage(serverUrl: string): PageSource {
  const server = hostOf(serverUrl);
  return {
    url: serverUrl,
    isOwn: (url) => {
      const found = hostOf(url);
      if (found === null || server === null) return false;
      return found.host === server.host && ['http:', 'https:', 'ws:', 'wss:'].includes(found.protocol);
    },
  };
}
