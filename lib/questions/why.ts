import type { PresetName } from '@/lib/scenario/presets';

/** Why the answer to a question is what it is. */
export interface Why {
  paragraphs: readonly string[];
  sources: readonly Source[];
}

export interface Source {
  title: string;
  href: string;
}

const rfc = (number: number, section: string, subject: string): Source => ({
  title: `RFC ${number}, section ${section}: ${subject}`,
  href: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
});

const heldRequests = rfc(6202, '2.2', 'what long polling costs');
const persistence = rfc(9112, '9.3', 'HTTP connections persist');
const frames = rfc(6455, '5.2', 'the WebSocket frame');
const eventStream: Source = {
  title: 'WHATWG HTML: server-sent events',
  href: 'https://html.spec.whatwg.org/multipage/server-sent-events.html',
};

/** What is behind each answer. None of it is measured here, so it comes with its sources. */
export const whys: Readonly<Record<PresetName, Why>> = {
  'First look': {
    paragraphs: [
      'A price waits at the server until it can be sent. With short polling it waits for the next request: half the interval on average, the whole of it at worst.',
      'Long polling has a request waiting there already, and the others have a connection that stays open. So a price leaves at once, and the way alone makes it late.',
      'A request and its answer carry a head each time. An event of SSE or a frame of a WebSocket has a few bytes around the price.',
    ],
    sources: [heldRequests, frames, eventStream],
  },
  'Quiet market': {
    paragraphs: [
      'How many requests short polling sends depends on its interval alone. Most answers bring nothing, and each costs a full head, up and down.',
      'Long polling asks once for each piece of news, and once more whenever its time limit is up.',
      'A silent connection is not free either. Proxies close one that says nothing for some time, so heartbeats keep it alive.',
    ],
    sources: [
      rfc(6202, '2.1', 'long polling and its time limit'),
      {
        title: 'nginx: proxy_read_timeout, 60 s by default',
        href: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout',
      },
      eventStream,
    ],
  },
  'Busy market': {
    paragraphs: [
      'One answer to a poll brings all prices of five seconds, a thousand here, and they share one head. A stream puts some bytes around each price.',
      'This is paid for with time: on average a price waits for half the interval.',
      'Long polling answers as soon as there is something, so each head is shared by the few prices of one round trip.',
    ],
    sources: [heldRequests, frames],
  },
  Bursts: {
    paragraphs: [
      'Prices that come at the same time can share an answer. Long polling then sends one request for each burst, and not one for each price.',
      'Short polling asks by the clock: it finds a burst or nothing. A stream was asked once, and needs no further request.',
      'More requests are not more connections: HTTP/1.1 keeps a connection open and uses it again.',
    ],
    sources: [persistence, heldRequests],
  },
  'Fast polling': {
    paragraphs: [
      'A shorter interval makes the wait shorter, down to half of it on average. The way there and back stays, so a poll never catches up with an open stream.',
      'The number of requests grows as the interval shrinks. Where prices are rarer than polls, most answers are empty.',
    ],
    sources: [heldRequests, persistence],
  },
  'Big payload': {
    paragraphs: [
      'Heads and frames do not grow with the price they carry. Beside four kilobytes, a few hundred bytes of heads hardly count.',
      'A WebSocket frame from the server has 2 bytes of head up to 125 bytes, 4 up to 65,535, and 10 above that.',
    ],
    sources: [frames],
  },
  'Across an ocean': {
    paragraphs: [
      'A stream needs one way: half of the round trip. All streams write to an open TCP connection, so none of them is faster than another.',
      'After each answer of long polling the next request must reach the server first. A price that comes in between waits for it, which takes up to another round trip.',
      'In that time no request is waiting. So a request has to say which price it has last, or those in between would be lost.',
    ],
    sources: [heldRequests],
  },
  'Train in a tunnel': {
    paragraphs: [
      'TCP sends again what was not acknowledged. So a connection that stands through an outage goes on afterwards, and what was sent comes late, and in order.',
      'Where a connection was given up, the client connects again and says which price it has last. The server sends what came after it.',
      'EventSource does that by itself: it sends the last event’s id when it reconnects.',
    ],
    sources: [rfc(6298, '5', 'when TCP sends again'), eventStream],
  },
  'The trader': {
    paragraphs: [
      'Whoever offers at an old price is taken up on it when it is to the other’s advantage. The older a price is, the further the true one has moved.',
      'So what counts is the time for which the price on the screen was out of date, and not latency alone.',
      'A shorter polling interval makes the cost smaller, and never 0: even a stream is late by the way.',
    ],
    sources: [],
  },
  'Everything breaks': {
    paragraphs: [
      'A connection that is reset or closed is noticed at once. One that goes silent is not: TCP may not tell for many minutes if nobody sends. A heartbeat and a deadline notice it.',
      'EventSource comes back by itself after a broken stream. A status other than 200 ends it for good, and the page has to start another.',
      'After that all depends on the cursor: the client says which price it has last, and gets those that came since.',
    ],
    sources: [
      eventStream,
      rfc(6455, '7.1', 'how a WebSocket ends'),
      {
        title: 'Linux: tcp_retries2, 924.6 s at least before a connection is given up',
        href: 'https://docs.kernel.org/networking/ip-sysctl.html',
      },
    ],
  },
};
