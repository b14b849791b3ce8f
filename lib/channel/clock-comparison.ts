import { epochNow } from '@/lib/measure/clock';
import { ClockOffset } from '@/lib/measure/clock-offset';
import { NoiseFloor } from '@/lib/measure/noise-floor';

/** The clocks are compared in quick succession at first, then once a second. */
const FIRST_MEASUREMENTS = 10;
const QUICK_MS = 20;
const STEADY_MS = 1000;

export interface ClockQuestions {
  /**
   * Asks the server for its time; `sent`, epoch ms of the own clock, comes back with the answer.
   *
   * @returns whether it was asked: not while the question would have to wait, which is no part of the way
   */
  ask(sent: number): boolean;
  /** Enough was measured since `start` to go by. */
  ready(): void;
  /** The server's clock has jumped ahead of the own one on this connection, by so many ms. */
  jumped(by: number): void;
}

/**
 * Compares the own clock with the server's for as long as a connection lasts. Each connection may lead to another
 * server, whose clock is another one: it is measured anew, and what was measured before holds until that is done.
 */
export class ClockComparison {
  readonly noiseFloor = new NoiseFloor();
  private readonly questions: ClockQuestions;
  /** What is gone by. */
  private current = new ClockOffset();
  /** What is measured on this connection. */
  private measuring = this.current;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private measured = 0;

  constructor(questions: ClockQuestions) {
    this.questions = questions;
  }

  get offset(): ClockOffset {
    return this.current;
  }

  /** Begins with the quick succession, on a new connection. */
  start(): void {
    this.measuring = new ClockOffset();
    this.measured = 0;
    this.measure();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  /** @param at the server's time, @param received when the answer came; epoch ms of either clock */
  answered(sent: number, at: number, received: number): void {
    const jump = this.measuring.add(sent, at, received);
    if (jump !== 0) this.questions.jumped(jump);
    this.noiseFloor.add(received - sent, received);
    this.measured++;
    if (this.measured !== FIRST_MEASUREMENTS) return;
    this.current = this.measuring;
    this.questions.ready();
  }

  private measure(): void {
    const isSteady = this.questions.ask(epochNow()) && this.measured >= FIRST_MEASUREMENTS;
    this.timer = setTimeout(() => this.measure(), isSteady ? STEADY_MS : QUICK_MS);
  }
}
