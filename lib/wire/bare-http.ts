import type { BareClient, BareConnection } from './bare-client';
import { HttpReader } from './http-reader';
import { TickScanner } from './tick-scanner';

/** What a client asks for: an address, and header fields beside `Host`. */
export interface Question {
  path: string;
  fields?: readonly string[];
}

/**
 * The question of a client at its cursor.
 *
 * @param head of the answer before, empty for the first question
 */
export type Questioner = (cursor: number, head: string) => Question;

/** A client that asks, takes the answer, and asks again when it is told to. */
export function pollingClient(connection: BareConnection, question: Questioner): BareClient {
  return new HttpClient(connection, question, false);
}

/** A client that asks once; the answer does not end. */
export function streamingClient(connection: BareConnection, question: Questioner): BareClient {
  return new HttpClient(connection, question, true);
}

/** A GET, as a bare client asks it. */
export function textOfRequest({ host }: BareConnection, { path, fields = [] }: Question): string {
  return `${[`GET ${path} HTTP/1.1`, `Host: ${host}`, ...fields].join('\r\n')}\r\n\r\n`;
}

class HttpClient implements BareClient {
  private readonly connection: BareConnection;
  private readonly question: Questioner;
  private readonly streams: boolean;
  private readonly scanner: TickScanner;
  private readonly answers = new HttpReader({
    head: (status, head) => this.begin(status, head),
    body: (data, from, to) => this.scanner.scan(data, from, to),
    end: () => this.end(),
  });
  private cursor: number;
  private head = '';

  constructor(connection: BareConnection, question: Questioner, streams: boolean) {
    this.connection = connection;
    this.question = question;
    this.streams = streams;
    this.cursor = connection.since;
    this.scanner = new TickScanner((seq, at) => {
      if (seq > this.cursor) this.cursor = seq;
      connection.ticked(seq, at);
    });
  }

  ask(): void {
    this.connection.write(textOfRequest(this.connection, this.question(this.cursor, this.head)));
  }

  read(data: Uint8Array, from: number, to: number): void {
    this.answers.read(data, from, to);
  }

  private begin(status: number, head: string): void {
    const { connection } = this;
    if (status !== 200) {
      connection.lost(`the server answered with status ${status}`);
      return;
    }
    connection.answered();
    if (this.streams) connection.connected();
    else this.head = head;
  }

  private end(): void {
    const { connection } = this;
    if (this.streams) connection.lost('the server ended the stream');
    else {
      connection.connected();
      connection.completed();
    }
  }
}
