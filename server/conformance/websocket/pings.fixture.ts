import type { Case, Group } from './case.fixture';
import { chopped, frame, PING, PONG, TEXT } from './frame.fixture';

const ping = (payload: string | Buffer = '') => frame({ opcode: PING, payload });
const pong = (payload: string | Buffer = '') => frame({ opcode: PONG, payload });

const numbered = (count: number) => Array.from({ length: count }, (_, at) => `ping ${at}`);

/** Pings are answered with what they carry, in order; pongs that nobody asked for are not. */
export const pings: Group = ({ ask }) => {
  const asking = frame({ opcode: TEXT, payload: ask });
  const binary = Buffer.from([0, 0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0, 0xff]);
  const answered = ['', 'Hello, world!', binary, 'x'.repeat(124), 'x'.repeat(125)].flatMap(
    (payload): Case[] => [
      {
        name: `a ping of ${payload.length} bytes`,
        section: '5.5.2',
        send: [ping(payload)],
        outcome: { pongs: [payload] },
      },
      {
        name: `a ping of ${payload.length} bytes, one by one`,
        section: '5.5.2',
        send: chopped(ping(payload)),
        outcome: { pongs: [payload] },
      },
      {
        name: `a ping of ${payload.length} bytes with the handshake`,
        section: '5.5.2',
        send: [ping(payload)],
        early: true,
        outcome: { pongs: [payload] },
      },
    ],
  );
  const tooLong = [126, 127, 1000, 65_536].flatMap((size) =>
    [PING, PONG].map(
      (opcode): Case => ({
        name: `opcode ${opcode} with ${size} bytes`,
        section: '5.5',
        send: [frame({ opcode, payload: 'x'.repeat(size) })],
        outcome: { close: 1002 },
      }),
    ),
  );
  const many = [10, 60, 61, 64, 100, 200].map(
    (count): Case => ({
      name: `${count} pings in one segment`,
      section: '5.5.2',
      send: [Buffer.concat(numbered(count).map(ping))],
      outcome: { pongs: numbered(count) },
    }),
  );
  const tooMany = [300, 1000, 5000].map(
    (count): Case => ({
      name: `${count} pings in one segment`,
      section: '7.4.1',
      send: [Buffer.concat(numbered(count).map(ping))],
      outcome: { pongs: numbered(200), atLeast: true, close: 1008 },
    }),
  );
  return [
    ...answered,
    ...tooLong,
    ...many,
    ...tooMany,
    {
      name: 'ten pings, one by one',
      section: '5.5.2',
      send: chopped(Buffer.concat(numbered(10).map(ping))),
      outcome: { pongs: numbered(10) },
    },
    { name: 'a pong that nobody asked for', section: '5.5.3', send: [pong()], outcome: {} },
    { name: 'such a pong with a payload', section: '5.5.3', send: [pong('x'.repeat(125))], outcome: {} },
    {
      name: 'such a pong, and then a ping',
      section: '5.5.3',
      send: [pong('pong'), ping('ping')],
      outcome: { pongs: ['ping'] },
    },
    {
      name: '300 such pongs in one segment',
      section: '5.5.3',
      send: [Buffer.concat(Array(300).fill(pong('pong')))],
      outcome: {},
    },
    {
      name: 'pings before and behind a message',
      section: '5.5.2',
      send: [Buffer.concat([ping('a'), asking, ping('b')])],
      outcome: { pongs: ['a', 'b'], answers: 1 },
    },
  ];
};
