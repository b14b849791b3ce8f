import type { Case, Group } from './case.fixture';
import { BINARY, fragments, frame, TEXT } from './frame.fixture';

/** What is too large or too much is told so by a close code, however it comes. */
export const limits: Group = ({ ask, maxMessage, atOnce }) => {
  const asking = frame({ opcode: TEXT, payload: ask });
  const larger = [maxMessage + 1, maxMessage * 2, 65_535, 65_536, 1_000_000]
    .filter((size) => size > maxMessage)
    .flatMap((size) =>
      [TEXT, BINARY].map(
        (opcode): Case => ({
          name: `opcode ${opcode} with ${size} bytes`,
          section: '7.4.1',
          send: [frame({ opcode, payload: Buffer.alloc(size, '*') })],
          outcome: { close: 1009 },
        }),
      ),
    );
  const announced = [31n, 32n, 40n, 53n, 62n, 63n].map(
    (power): Case => ({
      name: `a length of 2^${power}, and nothing of it`,
      section: '5.2',
      send: [frame({ opcode: TEXT, length: 2n ** power })],
      outcome: { close: 1009 },
    }),
  );
  const asks = (count: number) => Buffer.concat(Array(count).fill(asking));
  return [
    ...larger,
    ...announced,
    {
      name: 'a length of 2^64 - 1, and nothing of it',
      section: '5.2',
      send: [frame({ opcode: TEXT, length: 2n ** 64n - 1n })],
      outcome: { close: 1009 },
    },
    {
      name: 'a thousand fragments without a byte and one too many',
      section: '7.4.1',
      send: [Buffer.concat(fragments(TEXT, [...Array(1000).fill(''), '*'.repeat(maxMessage + 1)]))],
      outcome: { close: 1009 },
    },
    {
      name: 'as many messages at once as are allowed',
      section: '7.4.1',
      send: [asks(atOnce)],
      outcome: { answers: atOnce },
    },
    {
      name: 'more messages at once than are allowed',
      section: '7.4.1',
      send: [asks(atOnce * 3)],
      outcome: { answers: atOnce, atLeast: true, close: 1008 },
    },
  ];
};
