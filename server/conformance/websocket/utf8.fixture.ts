import type { Case, Group } from './case.fixture';
import { chopped, close, fragments, frame, PING, TEXT } from './frame.fixture';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** The first and last of each length, what lies beside the surrogates, characters without a meaning, and words. */
const valid: readonly [name: string, bytes: Buffer][] = [
  ['nothing but zero', hex('00')],
  ['U+007F', hex('7f')],
  ['U+0080', hex('c2 80')],
  ['U+07FF', hex('df bf')],
  ['U+0800', hex('e0 a0 80')],
  ['U+D7FF', hex('ed 9f bf')],
  ['U+E000', hex('ee 80 80')],
  ['U+FEFF in front', hex('ef bb bf 41')],
  ['U+FFFD', hex('ef bf bd')],
  ['U+FFFE', hex('ef bf be')],
  ['U+FFFF', hex('ef bf bf')],
  ['U+10000', hex('f0 90 80 80')],
  ['U+1FFFE', hex('f0 9f bf be')],
  ['U+10FFFF', hex('f4 8f bf bf')],
  ['words in four scripts', Buffer.from('κόσμε Größe цена 株価')],
  ['signs of four bytes', Buffer.from('📈📉💹')],
];

/** By kinds of fault, as the tests of decoders have them. */
const invalid: readonly [name: string, bytes: Buffer][] = [
  ['a continuation alone', hex('80')],
  ['the last continuation alone', hex('bf')],
  ['seven continuations', hex('80 bf 80 bf 80 bf 80')],
  ['two bytes, cut off', hex('c2')],
  ['two bytes, cut off in front of a letter', hex('c2 41')],
  ['three bytes, cut off behind one', hex('e2')],
  ['three bytes, cut off behind two', hex('e2 82')],
  ['three bytes, cut off in front of a letter', hex('e2 82 41')],
  ['four bytes, cut off behind one', hex('f0')],
  ['four bytes, cut off behind two', hex('f0 9f')],
  ['four bytes, cut off behind three', hex('f0 9f 93')],
  ['the byte FE', hex('fe')],
  ['the byte FF', hex('ff')],
  ['FE FE FF FF', hex('fe fe ff ff')],
  ['a slash in two bytes', hex('c0 af')],
  ['a slash in three bytes', hex('e0 80 af')],
  ['a slash in four bytes', hex('f0 80 80 af')],
  ['a slash in five bytes', hex('f8 80 80 80 af')],
  ['a slash in six bytes', hex('fc 80 80 80 80 af')],
  ['U+007F in two bytes', hex('c1 bf')],
  ['U+07FF in three bytes', hex('e0 9f bf')],
  ['U+FFFF in four bytes', hex('f0 8f bf bf')],
  ['zero in two bytes', hex('c0 80')],
  ['zero in three bytes', hex('e0 80 80')],
  ['zero in four bytes', hex('f0 80 80 80')],
  ['the surrogate D800', hex('ed a0 80')],
  ['the surrogate DB7F', hex('ed ad bf')],
  ['the surrogate DC00', hex('ed b0 80')],
  ['the surrogate DFFF', hex('ed bf bf')],
  ['a pair of surrogates', hex('ed a0 80 ed b0 80')],
  ['U+110000', hex('f4 90 80 80')],
  ['U+13FFFF', hex('f4 bf bf bf')],
  ['U+140000', hex('f5 80 80 80')],
  ['five bytes', hex('f8 88 80 80 80')],
  ['six bytes', hex('fc 84 80 80 80 80')],
  ['words with a wrong byte among them', hex('ce ba e1 bd b9 cf 83 ce bc ce b5 ed a0 80 65 64')],
];

const bytewise = (bytes: Buffer) => fragments(TEXT, chopped(bytes));

/** Text is UTF-8, wherever it is cut; what is not ends the connection with 1007. */
export const utf8: Group = ({ ofNonsense }) => {
  const good = valid.flatMap(([name, bytes]): Case[] => [
    { name, section: '5.6', send: [frame({ opcode: TEXT, payload: bytes })], outcome: ofNonsense },
    { name: `${name}, a fragment for each byte`, section: '5.6', send: bytewise(bytes), outcome: ofNonsense },
    {
      name: `${name}, one by one`,
      section: '5.6',
      send: chopped(frame({ opcode: TEXT, payload: bytes })),
      outcome: ofNonsense,
    },
  ]);
  const bad = invalid.flatMap(([name, bytes]): Case[] => [
    { name, section: '8.1', send: [frame({ opcode: TEXT, payload: bytes })], outcome: { close: 1007 } },
    {
      name: `${name}, a fragment for each byte`,
      section: '8.1',
      send: bytewise(bytes),
      outcome: { close: 1007 },
    },
    {
      name: `${name}, as the reason of an end`,
      section: '8.1',
      send: [close(1000, bytes)],
      outcome: { close: 1007 },
    },
  ]);
  return [
    ...good,
    ...bad,
    {
      name: 'a wrong byte in the first of three fragments, with a ping behind it',
      section: '8.1',
      send: [...fragments(TEXT, [hex('ed a0 80'), 'more', 'end']), frame({ opcode: PING })],
      outcome: { close: 1007 },
    },
    {
      name: 'one character in two fragments, cut in the middle',
      section: '5.6',
      send: fragments(TEXT, [hex('f0 9f'), hex('93 88')]),
      outcome: ofNonsense,
    },
  ];
};
