import type { Link } from '../link/link';
import { DATA, type Frame } from './frames';

/**
 * What a proxy that collects keeps back of one stream: the body of an answer that has not ended, until it ends or is too
 * large for the proxy's buffers. Heads pass, since both ends of the connection have to hear them in the same order.
 */
export class KeptBack {
  private readonly frames: (() => void)[] = [];
  private bytes = 0;
  private timer: NodeJS.Timeout | undefined;

  /**
   * A frame goes down.
   *
   * @param link that the stream goes through; null where it is no technique's
   * @param pass takes the frame on; called at once or later, of one frame after the other
   */
  take({ type, isLast, data }: Frame, link: Link | null, pass: () => void): void {
    this.frames.push(pass);
    this.bytes += data.length;
    if (!link || type !== DATA || isLast || !this.isKept(link)) this.letGo();
    else if (this.frames.length === 1) this.wait(link);
  }

  /** Nothing more goes down. */
  clear(): void {
    clearTimeout(this.timer);
    this.frames.length = 0;
  }

  private isKept(link: Link): boolean {
    return link.bufferUntil(this.bytes) > performance.now();
  }

  private wait(link: Link): void {
    this.timer = setTimeout(
      () => {
        // Another such fault may have come meanwhile.
        if (this.isKept(link)) this.wait(link);
        else this.letGo();
      },
      Math.ceil(link.bufferUntil(this.bytes) - performance.now()),
    );
  }

  private letGo(): void {
    clearTimeout(this.timer);
    this.bytes = 0;
    for (const pass of this.frames.splice(0)) pass();
  }
}
