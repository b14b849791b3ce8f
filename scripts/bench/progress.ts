import { formatCount } from '@/lib/figures/format';
import type { LoadProgress } from '@/lib/load/result';

const WIDTH = 24;

/** Shows on the standard error how far a measurement is: a bar where somebody looks, else a line for each phase. */
export class ProgressBar {
  private readonly name: string;
  private readonly output = process.stderr;
  private phase = '';

  /** @param name of the measurement */
  constructor(name: string) {
    this.name = name;
  }

  show({ phase, done, connected, delivered }: LoadProgress): void {
    if (!this.output.isTTY) {
      if (phase !== this.phase) console.error(`${this.name}: ${phase}`);
      this.phase = phase;
      return;
    }
    const full = Math.round(done * WIDTH);
    const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full);
    const what = phase === 'measuring' ? `${formatCount(delivered)} delivered` : `${connected} connected`;
    this.draw(`${bar} ${this.name}: ${phase}, ${what}`);
  }

  /** Leaves the line to what comes next. */
  end(): void {
    if (this.output.isTTY) this.draw('');
  }

  private draw(text: string): void {
    this.output.write(`\r\x1b[K${text.slice(0, (this.output.columns || 80) - 1)}`);
  }
}
