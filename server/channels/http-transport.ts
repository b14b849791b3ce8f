import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { type Question, questionSchema } from '@/lib/channel/http-exchange';
import { parseJson } from '@/lib/channel/messages';
import type { HttpRequestWithBody, HttpResponse } from '../carrier/carrier';
import { explain, HttpError, refuse } from '../limits/errors';
import { HttpConnection } from './http-connection';
import type { ChannelConnection } from './transport';

/**
 * Who may begin a connection.
 *
 * @returns what is to be called when it has ended
 * @throws HttpError where there are too many
 */
export type Admit = () => () => void;

/**
 * Channels over short exchanges: a client posts what it has to say, and the answer brings what there is for it. They are
 * for clients to which no WebSocket comes through. No answer is held back, so that none takes a connection for long.
 */
export class HttpTransport {
  /** By their names, which nobody can guess. */
  private readonly connections = new Map<string, HttpConnection>();
  private readonly maxMessage: number;
  private readonly maxBody: number;

  /** @param maxMessage bytes of a client's message, at most; so many times 16 may come in one exchange */
  constructor(maxMessage: number) {
    this.maxMessage = maxMessage;
    this.maxBody = 16 * maxMessage;
  }

  /** Answers an exchange. The first of a connection gives it to `serve`. */
  answer(
    request: HttpRequestWithBody,
    response: HttpResponse,
    serve: (connection: ChannelConnection) => void,
    admit: Admit = () => () => {},
  ): void {
    this.exchange(request, serve, admit)
      .then((answer) => answer && respond(response, answer))
      .catch((error) => refuse(request, response, error));
  }

  /** Ends all connections because the server stops. */
  close(): void {
    for (const connection of this.connections.values()) connection.close(1001, 'the server is stopping');
  }

  /** @returns null where the client has gone meanwhile */
  private async exchange(
    request: HttpRequestWithBody,
    serve: (connection: ChannelConnection) => void,
    admit: Admit,
  ): Promise<string | null> {
    checkType(request);
    const text = await readBody(request, this.maxBody);
    if (text === null) return null;
    const question = check(text);
    const connection = this.connectionOf(question.session, serve, admit);
    if (question.ends) connection.drop();
    return connection.exchange(question);
  }

  private connectionOf(
    session: string | null,
    serve: (connection: ChannelConnection) => void,
    admit: Admit,
  ): HttpConnection {
    if (session !== null) {
      const known = this.connections.get(session);
      if (known) return known;
      throw new HttpError(
        410,
        'channel_gone',
        'This channel has ended. Begin another one, with "session":null.',
      );
    }
    const leave = admit();
    const name = randomBytes(16).toString('base64url');
    const connection = new HttpConnection(name, this.maxMessage, () => {
      this.connections.delete(name);
      leave();
    });
    this.connections.set(name, connection);
    serve(connection);
    return connection;
  }
}

function respond(response: HttpResponse, body: string): void {
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** A form of another site can be posted without asking this server first; JSON cannot. @throws HttpError 415 */
function checkType({ headers }: HttpRequestWithBody): void {
  if (/^application\/json *(;|$)/i.test(headers['content-type'] ?? '')) return;
  throw new HttpError(415, 'unsupported_type', 'A channel takes the Content-Type application/json.');
}

/** @returns null where the client has gone meanwhile @throws HttpError 413 */
async function readBody(request: HttpRequestWithBody, most: number): Promise<string | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of request) {
      bytes += piece.length;
      // The rest is still read, and thrown away: a client that is sending would not see the answer otherwise.
      if (bytes <= most) pieces.push(piece);
    }
  } catch {
    return null;
  }
  if (bytes <= most) return Buffer.concat(pieces).toString();
  throw new HttpError(413, 'exchange_too_large', `An exchange of a channel has at most ${most} bytes.`);
}

/** @throws HttpError 400 */
function check(text: string): Question {
  const result = z.safeParse(questionSchema, parseJson(text));
  if (result.success) return result.data;
  const form = '{"session":null,"number":0,"texts":[],"ends":false}';
  throw new HttpError(400, 'bad_exchange', `A channel is begun with ${form}; ${explain(result.error)}`);
}
