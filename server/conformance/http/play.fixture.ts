import { connect, type Socket } from 'node:net';
import { type Answer, header, isOurError, readAnswer } from '../answer.fixture';
import { type Due, get, type HttpCase, POLL, polled } from './case.fixture';

/** What a server takes longer for will not come any more, ms. */
const PATIENCE = 5000;

/** Plays a case. @returns what the server did wrong, or null */
export async function faultOf(one: HttpCase, port: number): Promise<string | null> {
  const { name, section, answers, ends, after } = one;
  const client = new Client(port);
  try {
    const [first = '', ...later] = [one.send].flat();
    client.send(first);
    if (ends) client.socket.end();
    for (const due of answers) {
      check(await client.answer(due), due);
      client.send(later.shift() ?? '');
    }
    for (const piece of later) client.send(piece);
    if (after === 'open') {
      client.send(get(POLL));
      check(await client.answer(polled), polled);
    } else await client.end();
    return null;
  } catch (error) {
    return `${name} (RFC 9112, ${section}): ${error instanceof Error ? error.message : error}`;
  } finally {
    client.socket.destroy();
  }
}

/** @throws where an answer is not as it has to be */
function check(answer: Answer, { status, has = [], hasNot, body, bodiless, page }: Due): void {
  const shown = `${answer.head} | ${answer.body}`.replaceAll('\r\n', ' | ').slice(0, 600);
  const isWrong =
    ![status].flat().includes(answer.status) ||
    has.some((pattern) => !pattern.test(answer.head)) ||
    hasNot?.test(answer.head) ||
    (body && !body.test(String(answer.body)));
  if (isWrong) throw new Error(shown);
  if (answer.status >= 400 && !bodiless && !page && !isOurError(answer))
    throw new Error(`not our form: ${shown}`);
  // RFC 9110, 6.6.1.
  if (answer.status >= 200 && !header(answer.head, 'date')) throw new Error(`no date: ${shown}`);
}

/** A client that reads one answer after another. */
class Client {
  readonly socket: Socket;
  private received: Buffer = Buffer.alloc(0);
  private ended = false;
  private wake = () => {};

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    this.socket.on('data', (data) => {
      this.received = Buffer.concat([this.received, data]);
      this.wake();
    });
    this.socket.on('end', () => {
      this.ended = true;
      this.wake();
    });
    this.socket.on('error', () => {});
    this.socket.on('close', () => this.wake());
  }

  send(text: string): void {
    if (text !== '') this.socket.write(Buffer.from(text, 'latin1'));
  }

  /** The next answer. @throws where none comes */
  async answer({ bodiless }: Due): Promise<Answer> {
    const method = bodiless ? 'HEAD' : 'GET';
    await this.until('an answer', () => readAnswer(this.received, method)?.answer.complete === true);
    const read = readAnswer(this.received, method);
    if (!read) throw new Error('no answer');
    this.received = read.rest;
    return read.answer;
  }

  /** The server closes the connection, and has nothing more to say. */
  async end(): Promise<void> {
    await this.until('the end of the connection', () => this.ended || this.socket.destroyed);
  }

  private async until(what: string, isSo: () => boolean): Promise<void> {
    let isLate = false;
    const patience = setTimeout(() => {
      isLate = true;
      this.wake();
    }, PATIENCE);
    try {
      while (!isSo()) {
        const had = `, had: ${this.received.toString('latin1').slice(0, 300)}`;
        if (isLate) throw new Error(`${what} did not come in time${had}`);
        if (this.ended || this.socket.destroyed) throw new Error(`closed before ${what}${had}`);
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    } finally {
      clearTimeout(patience);
    }
  }
}
