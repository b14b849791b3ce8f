/** A lesson with all that one can have. */
export const lessonText = `---
id: asking
minutes: 4
title: Who pays for asking?
ask: How many bytes does one price take with {short-polling}, compared with {websocket}?
choices:
  - the same: bytes_per_tick of short-polling / websocket < 1.25
  - more than that:
      - bytes_per_tick of short-polling / websocket >= 1.25
      - bytes_per_tick of short-polling / websocket < 10
  - more than ten times: bytes_per_tick of short-polling / websocket >= 10
runs:
  - rate=2&techniques=short-polling,sse,websocket&length=12
look:
  - Which arrows bring nothing?
reveal:
  - "{bytes_per_tick of short-polling} against {bytes_per_tick of websocket}: {bytes_per_tick of short-polling / websocket}."
  - "{websocket} sent {requests of websocket} requests."
sources:
  - title: RFC 9112, section 2
    href: https://www.rfc-editor.org/rfc/rfc9112#section-2
next:
  - q: What would a 304 save?
    a: The body, not the head.
---
Requests follow the **interval**, not the news.
`;
