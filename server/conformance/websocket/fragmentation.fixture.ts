import type { Case, Group } from './case.fixture';
import {
  BINARY,
  CLOSE,
  CONTINUATION,
  chopped,
  close,
  fragments,
  frame,
  PING,
  PONG,
  TEXT,
} from './frame.fixture';

/** Messages in fragments, with control frames in between, and fragments that belong to nothing. */
export const fragmentation: Group = ({ ask, maxMessage }) => {
  const [one, two] = [ask.slice(0, 2), ask.slice(2)];
  const parts = fragments(TEXT, [one, two]);
  const ping = frame({ opcode: PING, payload: 'between' });
  const pong = frame({ opcode: PONG, payload: 'between' });
  const asking = frame({ opcode: TEXT, payload: ask });

  const whole = (
    [
      ['in two fragments', [one, two]],
      ['in as many fragments as bytes', [...ask]],
      ['with an empty first fragment', ['', ask]],
      ['with an empty last fragment', [ask, '']],
      ['with empty fragments all through', ['', one, '', '', two, '']],
    ] as const
  ).flatMap(([name, pieces]): Case[] => {
    const frames = fragments(TEXT, pieces);
    const all = Buffer.concat(frames);
    return [
      { name, section: '5.4', send: frames, outcome: { answers: 1 } },
      { name: `${name}, in one segment`, section: '5.4', send: [all], outcome: { answers: 1 } },
      { name: `${name}, one by one`, section: '5.4', send: chopped(all), outcome: { answers: 1 } },
      { name: `${name}, binary`, section: '5.4', send: fragments(BINARY, pieces), outcome: { answers: 1 } },
      {
        name: `${name}, a ping behind each`,
        section: '5.4',
        send: frames.flatMap((part) => [part, ping]),
        outcome: { answers: 1, pongs: frames.map(() => 'between') },
      },
    ];
  });
  const controls = [CLOSE, PING, PONG].flatMap((opcode): Case[] => [
    {
      name: `opcode ${opcode} in fragments`,
      section: '5.5',
      send: [frame({ opcode, fin: false }), frame({ opcode: CONTINUATION })],
      outcome: { close: 1002 },
    },
    {
      name: `opcode ${opcode} that is not the last, between fragments`,
      section: '5.5',
      send: [...parts.slice(0, 1), frame({ opcode, fin: false, payload: '' })],
      outcome: { close: 1002 },
    },
  ]);
  const nothing = [true, false].flatMap((fin): Case[] => [
    {
      name: `a continuation of nothing, ${fin ? 'the last' : 'not the last'}`,
      section: '5.4',
      send: [frame({ opcode: CONTINUATION, payload: ask, fin })],
      outcome: { close: 1002 },
    },
    {
      name: `a continuation of what is complete, ${fin ? 'the last' : 'not the last'}`,
      section: '5.4',
      send: [asking, frame({ opcode: CONTINUATION, payload: ask, fin })],
      outcome: { answers: 1, close: 1002 },
    },
    {
      name: `a continuation of fragments that are complete, ${fin ? 'the last' : 'not the last'}`,
      section: '5.4',
      send: [...parts, frame({ opcode: CONTINUATION, payload: ask, fin })],
      outcome: { answers: 1, close: 1002 },
    },
    ...[TEXT, BINARY].map(
      (opcode): Case => ({
        name: `opcode ${opcode} between fragments, ${fin ? 'the last' : 'not the last'}`,
        section: '5.4',
        send: [...parts.slice(0, 1), frame({ opcode, payload: ask, fin })],
        outcome: { close: 1002 },
      }),
    ),
  ]);
  const over = Array.from({ length: 5 }, () => '*'.repeat(maxMessage / 4));
  return [
    ...whole,
    ...controls,
    ...nothing,
    {
      name: 'ten messages in fragments in one segment',
      section: '5.4',
      send: [Buffer.concat(Array(10).fill(parts).flat())],
      outcome: { answers: 10 },
    },
    {
      name: 'a pong between',
      section: '5.4',
      send: [parts[0] ?? pong, pong, ...parts.slice(1)],
      outcome: { answers: 1 },
    },
    {
      name: 'an end in the middle of a message',
      section: '5.5.1',
      send: [...parts.slice(0, 1), close(1001, 'enough')],
      outcome: { close: 1001, reason: 'enough' },
    },
    {
      name: 'fragments too long together',
      section: '7.4.1',
      send: fragments(TEXT, over),
      outcome: { close: 1009 },
    },
  ];
};
