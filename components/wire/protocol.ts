import type { WireMessage } from '@/lib/capture/message';
import type { Sought } from '@/lib/capture/sought';
import type { TechniqueId } from '@/lib/techniques';

/** Which part of the last 30 s is in sight. */
export interface View {
  /** The moment at the lower edge, server epoch ms; null follows the present. */
  end: number | null;
  /** How long ago that was when it was chosen, ms. */
  back: number;
  /** From the upper to the lower edge, ms. */
  span: number;
}

/** What is drawn, and how. Sizes in CSS pixels. */
export interface Sight {
  techniques: readonly TechniqueId[];
  /** The stock whose price the lanes show: its prices are followed. */
  symbol: string;
  width: number;
  height: number;
  /** Room at the left for the time. */
  gutter: number;
  /** Pixels of the screen to a CSS pixel. */
  ratio: number;
  /** Whether it says of the price that is followed how late each lane had it. */
  tellsLateness: boolean;
  /** Of the smallest text. */
  fontSize: number;
  /** A canvas knows nothing of the theme. */
  colors: Readonly<Record<string, string>>;
  /** For whom motion is not wanted, the diagram goes on in steps. */
  still: boolean;
}

/** A message byte for byte, and what a reader wants to see next. */
export interface Opened {
  message: WireMessage;
  /** What the connection began with, as far as it was seen. */
  beginning: readonly WireMessage[];
  /** What brought the same price in each lane. */
  same: readonly { technique: TechniqueId; id: number }[];
}

/** A price that the reader has chosen, and how late each lane had it, ms; null where it has not come. */
export interface Followed {
  symbol: string;
  price: number;
  lanes: readonly { technique: TechniqueId; late: number | null }[];
}

/** A row of the table in words. Times in server epoch ms. */
export type Row = Pick<
  WireMessage,
  'id' | 'technique' | 'way' | 'kind' | 'label' | 'bytes' | 'sentAt' | 'arrivedAt'
>;

/** The wire in words. */
export interface Details {
  /** In sight, the latest first. */
  rows: readonly Row[];
  /** When the run began, server epoch ms. */
  startedAt: number;
  /** Bytes seen here, and those that the server had counted by then. */
  bytes: Partial<Record<TechniqueId, { seen: number; counted: number }>>;
  /** Exchanges that were too many to be captured. */
  leftOut: number;
}

/** What the page tells the worker that keeps and draws the wire. */
export type WireCommand =
  /** The engine reports at the other end. */
  | { type: 'port'; port: MessagePort }
  | { type: 'canvas'; canvas: OffscreenCanvas }
  | { type: 'sight'; sight: Sight }
  /** Whether the canvas is on the screen. */
  | { type: 'visible'; visible: boolean }
  /** Stops the picture where it was so long ago, ms. */
  | { type: 'hold'; back: number }
  /** Stops it a little after the last price, or what else crossed last. */
  | { type: 'holdLast' }
  | { type: 'live' }
  | { type: 'span'; span: number }
  /** The pointer is at this place of the canvas, or elsewhere. */
  | { type: 'point'; at: { x: number; y: number } | null }
  | { type: 'press'; at: { x: number; y: number } }
  /** Another price: the one after, or before. */
  | { type: 'follow'; by: 1 | -1 }
  /** Opens what brought the price that is followed. */
  | { type: 'openFollowed' }
  | { type: 'open'; id: number }
  /** The exchange after, or before the one that is open. */
  | { type: 'step'; by: 1 | -1 }
  /** Opens what a lane began with. */
  | { type: 'openFirst'; technique: TechniqueId }
  | { type: 'close' }
  /** Opens what a line of code causes, now or when it crosses next. */
  | { type: 'seek'; sought: Sought }
  /** Whether the wire is wanted in words. */
  | { type: 'details'; wanted: boolean };

export type WireReply =
  | { type: 'view'; view: View }
  | { type: 'opened'; opened: Opened }
  /** It has been told to close what is open: what was opened before is no more. */
  | { type: 'closed' }
  | { type: 'followed'; followed: Followed }
  /** What is sought has not crossed yet; null when it has. */
  | { type: 'awaited'; sought: Sought | null }
  | { type: 'details'; details: Details };
