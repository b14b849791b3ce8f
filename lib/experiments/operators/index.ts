import { buffering } from './buffering';
import { contentType } from './content-type';
import { fourTuple } from './four-tuple';
import { halfEvent } from './half-event';
import { handshakeKey } from './handshake-key';
import { idleBytes } from './idle-bytes';
import { idleLimit } from './idle-limit';
import { noCursor } from './no-cursor';
import { noUpgrade } from './no-upgrade';
import { notModified } from './not-modified';
import type { OperatorExperiment } from './operator-experiment';
import { transferSize } from './transfer-size';

/** The experiments of the page, in its order. */
export const operatorExperiments: readonly OperatorExperiment[] = [
  idleLimit,
  noUpgrade,
  buffering,
  noCursor,
  notModified,
  fourTuple,
  handshakeKey,
  contentType,
  halfEvent,
  idleBytes,
  transferSize,
];
