import type { Case, Group } from './case.fixture';
import { CLOSE, chopped, close, frame, PING, TEXT } from './frame.fixture';

const allowed = [
  1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999,
];
const forbidden = [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535];

/** Ends of a connection, said rightly and wrongly. */
export const closing: Group = ({ ask }) => {
  const asking = frame({ opcode: TEXT, payload: ask });
  const ping = frame({ opcode: PING });
  const codes = [
    ...allowed.map(
      (code): Case => ({
        name: `code ${code}`,
        section: '7.4',
        send: [close(code)],
        outcome: { close: code },
      }),
    ),
    ...forbidden.flatMap((code): Case[] => [
      { name: `code ${code}`, section: '7.4', send: [close(code)], outcome: { close: 1002 } },
      {
        name: `code ${code} with a reason`,
        section: '7.4',
        send: [close(code, 'why')],
        outcome: { close: 1002 },
      },
    ]),
  ];
  return [
    ...codes,
    { name: 'no code', section: '7.1.5', send: [close()], outcome: { close: 1005 } },
    { name: 'no code, one by one', section: '7.1.5', send: chopped(close()), outcome: { close: 1005 } },
    {
      name: 'half a code',
      section: '5.5.1',
      send: [frame({ opcode: CLOSE, payload: 'x' })],
      outcome: { close: 1002 },
    },
    {
      name: 'a reason',
      section: '7.1.6',
      send: [close(1000, 'done')],
      outcome: { close: 1000, reason: 'done' },
    },
    {
      name: 'a reason in other letters',
      section: '7.1.6',
      send: [close(1000, 'κόσμε 📈')],
      outcome: { close: 1000, reason: 'κόσμε 📈' },
    },
    {
      name: 'the longest reason',
      section: '5.5',
      send: [close(1000, 'x'.repeat(123))],
      outcome: { close: 1000, reason: 'x'.repeat(123) },
    },
    {
      name: 'the longest reason, one by one',
      section: '5.5',
      send: chopped(close(1000, 'x'.repeat(123))),
      outcome: { close: 1000, reason: 'x'.repeat(123) },
    },
    {
      name: 'too long a reason',
      section: '5.5',
      send: [close(1000, 'x'.repeat(124))],
      outcome: { close: 1002 },
    },
    {
      name: 'with the handshake in one segment',
      section: '5.5.1',
      send: [close(1000)],
      early: true,
      outcome: { close: 1000 },
    },
    {
      name: 'behind a message in the same segment',
      section: '5.5.1',
      send: [Buffer.concat([asking, close(1000)])],
      outcome: { answers: 1, close: 1000 },
    },
    { name: 'twice', section: '5.5.1', send: [close(1000), close(1001)], outcome: { close: 1000 } },
    {
      name: 'with a message behind it in the same segment',
      section: '5.5.1',
      send: [Buffer.concat([close(1000), asking])],
      outcome: { close: 1000 },
    },
    {
      name: 'with a ping behind it in the same segment',
      section: '5.5.1',
      send: [Buffer.concat([close(1000), ping])],
      outcome: { close: 1000 },
    },
    {
      name: 'with a message and a ping behind it',
      section: '5.5.1',
      send: [close(1000), asking, ping],
      outcome: { close: 1000 },
    },
    {
      name: 'with 64 kB behind it',
      section: '5.5.1',
      send: [close(1000), Buffer.alloc(65_536)],
      outcome: { close: 1000 },
    },
    {
      name: 'with an end of the connection at once',
      section: '7.1.1',
      send: [close(1000)],
      ends: true,
      outcome: { close: 1000 },
    },
    {
      name: 'an end without a close frame',
      section: '7.1.5',
      send: [],
      ends: true,
      outcome: { close: null },
    },
    {
      name: 'an end in the middle of a frame',
      section: '7.1.5',
      send: [asking.subarray(0, 5)],
      ends: true,
      outcome: { close: null },
    },
    {
      name: 'an end behind a message',
      section: '7.1.5',
      send: [asking],
      ends: true,
      outcome: { answers: 1, close: null },
    },
  ];
};
