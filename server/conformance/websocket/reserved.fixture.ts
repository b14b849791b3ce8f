import type { Case, Group } from './case.fixture';
import { BINARY, CLOSE, CONTINUATION, chopped, frame, PING, PONG, TEXT } from './frame.fixture';

/** Bits and opcodes that no extension has given a meaning. */
export const reserved: Group = ({ ask }) => {
  const asking = frame({ opcode: TEXT, payload: ask });
  const bits = [1, 2, 3, 4, 5, 6, 7].flatMap((rsv): Case[] => [
    ...[CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG].map(
      (opcode): Case => ({
        name: `reserved bits ${rsv} in opcode ${opcode}`,
        section: '5.2',
        send: [frame({ opcode, rsv })],
        outcome: { close: 1002 },
      }),
    ),
    {
      name: `reserved bits ${rsv} behind an answer, and a ping behind them`,
      section: '5.2',
      send: [Buffer.concat([asking, frame({ opcode: TEXT, payload: ask, rsv }), frame({ opcode: PING })])],
      outcome: { answers: 1, close: 1002 },
    },
    {
      name: `reserved bits ${rsv}, one by one`,
      section: '5.2',
      send: chopped(frame({ opcode: TEXT, payload: ask, rsv })),
      outcome: { close: 1002 },
    },
  ]);
  const opcodes = [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].flatMap((opcode): Case[] => [
    { name: `opcode ${opcode}`, section: '5.2', send: [frame({ opcode })], outcome: { close: 1002 } },
    {
      name: `opcode ${opcode} with a payload`,
      section: '5.2',
      send: [frame({ opcode, payload: ask })],
      outcome: { close: 1002 },
    },
    {
      name: `opcode ${opcode} behind an answer, and a ping behind it`,
      section: '5.2',
      send: [Buffer.concat([asking, frame({ opcode, payload: ask }), frame({ opcode: PING })])],
      outcome: { answers: 1, close: 1002 },
    },
    {
      name: `opcode ${opcode}, one by one`,
      section: '5.2',
      send: chopped(frame({ opcode, payload: ask })),
      outcome: { close: 1002 },
    },
  ]);
  return [...bits, ...opcodes];
};
