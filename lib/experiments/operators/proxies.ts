/** The proxies that the server has for these experiments, each in front of the same addresses. */
export const proxyKinds = ['idle', 'no-upgrade', 'buffer'] as const;
export type ProxyKind = (typeof proxyKinds)[number];

/** The proxy with an idle limit closes what has heard nothing from the server for so long, ms. */
export const IDLE_LIMIT_MS = 3000;

/** The proxy that collects passes on what is complete, or so large, bytes. */
export const PROXY_BUFFER = 32 * 1024;
