import type { Fault } from '@/lib/faults/faults';
import type { Scenario } from '@/lib/scenario/scenario';
import type { View } from '@/lib/scenario/view';
import type { TechniqueId } from '@/lib/techniques';
import type { ChartData, Prices, Snapshot, TradeResult } from './snapshot';

/** What the engine has to know of how the run is shown: it makes the charts' data, and has the wire captured. */
export type EngineView = Pick<View, 'window' | 'wire'>;

/** What the page tells the engine. */
export type RunCommand =
  | { type: 'start'; scenario: Scenario; view: EngineView; visible: boolean }
  | { type: 'change'; scenario: Scenario }
  | { type: 'view'; view: EngineView }
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'reset' }
  | { type: 'fault'; fault: Fault }
  | { type: 'visible'; visible: boolean }
  /** Who draws the wire listens at the other end: what crosses does not go by way of the page. */
  | { type: 'wire'; port: MessagePort }
  /** A button of a lane: `seen` is the price beside it. */
  | { type: 'trade'; technique: TechniqueId; side: TradeResult['side']; symbol: string; seen: number };

/** What the engine tells the page. */
export type RunReport =
  | { type: 'snapshot'; snapshot: Snapshot }
  | { type: 'charts'; charts: ChartData }
  | { type: 'prices'; prices: Prices };
