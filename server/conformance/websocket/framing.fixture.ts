import type { Case, Group } from './case.fixture';
import { BINARY, CLOSE, CONTINUATION, chopped, frame, PING, PONG, TEXT } from './frame.fixture';

/** Lengths in all their forms, masks, and messages cut anywhere. */
export const framing: Group = ({ ask, maxMessage, ofNonsense }) => {
  const asking = frame({ opcode: TEXT, payload: ask });
  const sizes = [0, 1, 125, 126, 127, 128, 255, 256, maxMessage - 1, maxMessage];
  const ofSizes = sizes.flatMap((size): Case[] => {
    const text = frame({ opcode: TEXT, payload: '*'.repeat(size) });
    const binary = frame({ opcode: BINARY, payload: Buffer.alloc(size, 0xfe) });
    const cases: Case[] = [
      { name: `a text of ${size} bytes`, section: '5.2', send: [text], outcome: ofNonsense },
      { name: `a binary message of ${size} bytes`, section: '5.2', send: [binary], outcome: ofNonsense },
      {
        name: `a text of ${size} bytes, 997 by 997`,
        section: '5.2',
        send: chopped(text, 997),
        outcome: ofNonsense,
      },
    ];
    if (size <= 256)
      cases.push({
        name: `a text of ${size} bytes, one by one`,
        section: '5.2',
        send: chopped(text),
        outcome: ofNonsense,
      });
    return cases;
  });
  const cut = Array.from(
    { length: asking.length - 1 },
    (_, at): Case => ({
      name: `a message cut behind byte ${at + 1}`,
      section: '5.2',
      send: [asking.subarray(0, at + 1), asking.subarray(at + 1)],
      outcome: { answers: 1 },
    }),
  );
  const masks = [
    [0, 0, 0, 0],
    [255, 255, 255, 255],
    [0, 0, 0, 1],
    [0x80, 0, 0, 0],
  ].map(
    (mask): Case => ({
      name: `the mask ${mask}`,
      section: '5.3',
      send: [frame({ opcode: TEXT, payload: ask, mask })],
      outcome: { answers: 1 },
    }),
  );
  const bare = [CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG].flatMap((opcode): Case[] => [
    {
      name: `opcode ${opcode} without a mask`,
      section: '5.1',
      send: [frame({ opcode: opcode, payload: '', mask: null })],
      outcome: { close: 1002 },
    },
    {
      name: `opcode ${opcode} without a mask, behind an answer`,
      section: '5.1',
      send: [asking, frame({ opcode: opcode, payload: '', mask: null })],
      outcome: { answers: 1, close: 1002 },
    },
  ]);
  return [
    ...ofSizes,
    ...cut,
    ...masks,
    ...bare,
    { name: 'one by one', section: '5.2', send: chopped(asking), outcome: { answers: 1 } },
    {
      name: 'behind the handshake in the same segment',
      section: '4.2.2',
      send: [asking],
      early: true,
      outcome: { answers: 1 },
    },
    {
      name: 'two messages in one segment',
      section: '5.2',
      send: [Buffer.concat([asking, asking])],
      outcome: { answers: 2 },
    },
    {
      name: 'ten messages, three bytes at a time',
      section: '5.2',
      send: chopped(Buffer.concat(Array(10).fill(asking)), 3),
      outcome: { answers: 10 },
    },
    {
      name: 'a binary question',
      section: '5.6',
      send: [frame({ opcode: BINARY, payload: ask })],
      outcome: { answers: 1 },
    },
  ];
};
