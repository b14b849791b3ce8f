import { type Answer, answerSchema, MOST_TEXTS, type Question } from './http-exchange';
import { parseJson } from './messages';
import type { Transport, TransportConnection, TransportEvents } from './transport';
import { reasonOf } from './why-refused';

/** While nothing is to be said, the server is asked so long after its last answer, ms. */
const PAUSE_MS = 250;

/** An answer that takes longer is given up, ms: it may have been asked for on a connection that is dead. */
const PATIENCE_MS = 2500;

/** So often an exchange is tried. The server knows one that is repeated. */
const TRIES = 3;

const FOREIGN = 'something between this page and the server has answered in its place';

/**
 * A transport whose connections are short exchanges over HTTP: what is to be said is posted, and the answer brings what
 * there is. No exchange is held back by the server, so that a connection of the browser, which has six to a host, is taken
 * for a moment only.
 *
 * @param address such as `http://localhost:3000/api/control`
 */
export function httpTransport(address: string): Transport {
  return { open: (events) => new HttpConnection(address, events) };
}

class HttpConnection implements TransportConnection {
  private readonly address: string;
  private readonly events: TransportEvents;
  private readonly ending = new AbortController();
  private session: string | null = null;
  private number = 0;
  private waiting: string[] = [];
  /** Ends the pause between two exchanges; null while there is none. */
  private wake: (() => void) | null = null;

  constructor(address: string, events: TransportEvents) {
    this.address = address;
    this.events = events;
    void this.run();
  }

  get isFree(): boolean {
    return this.wake !== null && this.waiting.length === 0;
  }

  send(text: string): boolean {
    if (this.session === null || this.ending.signal.aborted) return false;
    this.waiting.push(text);
    this.wake?.();
    return true;
  }

  close(): void {
    if (this.ending.signal.aborted) return;
    this.ending.abort();
    this.wake?.();
    const { session, number } = this;
    // Without a word it would be some time before the server knew.
    if (session === null) return;
    this.post({ session, number, texts: [], ends: true }, { keepalive: true }).catch(() => {});
  }

  private async run(): Promise<void> {
    const { events } = this;
    const { signal } = this.ending;
    try {
      while (!signal.aborted) {
        const texts = this.waiting.splice(0, MOST_TEXTS);
        const question = { session: this.session, number: this.number++, texts, ends: false };
        const { status, text } = await this.ask(question);
        if (signal.aborted) return;
        if (status === 403) return this.end(events.refused, reasonOf(status, text));
        if (status !== 200) return this.end(events.closed, reasonOf(status, text));
        const answer = answerSchema.safeParse(parseJson(text));
        if (!answer.success) return this.end(events.closed, FOREIGN);
        this.take(answer.data);
        if (this.waiting.length === 0) await this.pause();
      }
    } catch (error) {
      this.end(events.closed, error instanceof Error ? error.message : String(error));
    }
  }

  private take({ session, texts, closed }: Answer): void {
    const { events } = this;
    const { signal } = this.ending;
    if (this.session === null) {
      this.session = session;
      events.opened();
    }
    for (const text of texts) if (!signal.aborted) events.received(text);
    if (closed !== null) this.end(events.closed, closed);
  }

  private end(tell: (reason: string) => void, reason: string): void {
    if (this.ending.signal.aborted) return;
    this.ending.abort();
    tell(reason);
  }

  /** @throws where no try was answered */
  private async ask(question: Question): Promise<{ status: number; text: string }> {
    const { signal } = this.ending;
    // What begins a connection is not repeated: it would begin two.
    if (question.session === null) return this.try(question, signal);
    for (let tries = 1; ; tries++) {
      try {
        return await this.try(question, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]));
      } catch (error) {
        if (tries === TRIES || signal.aborted) throw error;
      }
    }
  }

  private async try(question: Question, signal: AbortSignal): Promise<{ status: number; text: string }> {
    const response = await this.post(question, { signal });
    return { status: response.status, text: await response.text() };
  }

  private post(question: Question, options: RequestInit): Promise<Response> {
    return fetch(this.address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(question),
      cache: 'no-store',
      ...options,
    });
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.wake = null;
        resolve();
      };
      const timer = setTimeout(end, PAUSE_MS);
      this.wake = end;
    });
  }
}
