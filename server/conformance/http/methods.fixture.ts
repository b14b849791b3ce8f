import { type Due, get, type HttpCase, POLL, polled, request } from './case.fixture';

const HOST = 'Host: localhost';

/** Methods, at a technique and at the page; conditions and ranges of the page. */
export const methods = (etag: string): readonly HttpCase[] => {
  const page: Due = { status: 200, body: /^<!doctype html>/ };
  const of = (
    name: string,
    section: string,
    headers: readonly string[],
    due: Due,
    method = 'GET',
  ): HttpCase => ({
    name,
    section,
    send: request(`${method} / HTTP/1.1`, HOST, ...headers),
    answers: [{ ...due, bodiless: method === 'HEAD' }],
    after: 'open',
  });
  const wrong = ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'].flatMap((method): HttpCase[] => [
    {
      name: `${method} of a technique`,
      section: 'RFC 9110, 15.5.6',
      send: request(`${method} ${POLL} HTTP/1.1`, HOST),
      answers: [{ status: 405, has: [/^allow: GET, POST$/im] }],
      after: 'open',
    },
    of(
      `${method} of the page`,
      'RFC 9110, 15.5.6',
      [],
      { status: 405, has: [/^allow: GET, HEAD$/im] },
      method,
    ),
  ]);
  const kept = ['"other"', `W/"other"`, '"a", "b"', etag.slice(0, -1)].map((tag) =>
    of(`If-None-Match: ${tag}`, 'RFC 9110, 13.1.2', [`If-None-Match: ${tag}`], page),
  );
  const known = [etag, `W/${etag}`, `"a", ${etag}`, '*'].flatMap((tag) =>
    ['GET', 'HEAD'].map((method) =>
      of(
        `${method}, If-None-Match: ${tag}`,
        'RFC 9110, 13.1.2',
        [`If-None-Match: ${tag}`],
        {
          status: 304,
          has: [/^etag: /im, /^cache-control: /im, /^vary: /im],
          hasNot: /^content-length: [1-9]/im,
        },
        method,
      ),
    ),
  );
  const matched = [etag, '*', `"a", ${etag}`].map((tag) =>
    of(`If-Match: ${tag}`, 'RFC 9110, 13.1.1', [`If-Match: ${tag}`], page),
  );
  const unmatched = ['"other"', `W/${etag}`].map((tag) =>
    of(`If-Match: ${tag}`, 'RFC 9110, 13.1.1', [`If-Match: ${tag}`], { status: 412 }),
  );
  const ranges = [
    'bytes=0-1',
    'bytes=5-',
    'bytes=-5',
    'bytes=0-1,3-4',
    'bytes=9999999-',
    'lines=1-2',
    'x',
  ].map((range) =>
    of(`Range: ${range}, which is ignored`, 'RFC 9110, 14.2', [`Range: ${range}`], {
      ...page,
      hasNot: /^content-range/im,
    }),
  );
  return [
    ...wrong,
    ...known,
    ...kept,
    ...matched,
    ...unmatched,
    ...ranges,
    of('GET of the page', 'RFC 9110, 9.3.1', [], page),
    of('HEAD of the page', 'RFC 9110, 9.3.2', [], { status: 200, has: [/^content-length: [1-9]/im] }, 'HEAD'),
    of(
      'a date, where nothing is dated',
      'RFC 9110, 13.1.3',
      ['If-Modified-Since: Sat, 29 Oct 1994 19:43:31 GMT'],
      page,
    ),
    of('a date that is none', 'RFC 9110, 13.1.3', ['If-Modified-Since: yesterday'], page),
    of('a range if nothing has changed', 'RFC 9110, 13.1.5', [`If-Range: ${etag}`, 'Range: bytes=0-1'], page),
    of('another type is wanted', 'RFC 9110, 12.5.1', ['Accept: image/png'], page),
    of('another language is wanted', 'RFC 9110, 12.5.4', ['Accept-Language: tlh'], page),
    {
      name: 'HEAD of a technique',
      section: 'RFC 9110, 9.3.2',
      send: request(`HEAD ${POLL} HTTP/1.1`, HOST),
      answers: [{ status: 405, bodiless: true, has: [/^allow: /im] }],
      after: 'open',
    },
    {
      name: 'HEAD of a page that is not there',
      section: 'RFC 9110, 9.3.2',
      send: request('HEAD /nowhere HTTP/1.1', HOST),
      answers: [{ status: 404, bodiless: true }],
      after: 'open',
    },
    {
      name: 'GET of a page that is not there',
      section: 'RFC 9110, 15.5.5',
      send: get('/nowhere'),
      answers: [{ status: 404, page: true }],
      after: 'open',
    },
    {
      name: 'GET of a technique that is not there',
      section: 'RFC 9110, 15.5.5',
      send: get('/api/markets/demo/nothing'),
      answers: [{ status: 404 }],
      after: 'open',
    },
    {
      name: 'POST of the page',
      section: 'RFC 9110, 15.5.6',
      send: `${request('POST / HTTP/1.1', HOST, 'Content-Length: 3')}abc`,
      answers: [{ status: 405, has: [/^allow: GET, HEAD$/im] }],
      after: 'open',
    },
    {
      name: 'what changes all the time is not to be kept',
      section: 'RFC 9111, 5.2.2.5',
      send: get(POLL),
      answers: [{ ...polled, has: [/^cache-control: no-store$/im] }],
      after: 'open',
    },
  ];
};
