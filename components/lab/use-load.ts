'use client';

import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { recordedOn } from '@/components/ui/recorded';
import { Channel } from '@/lib/channel/channel';
import { webSocketTransport } from '@/lib/channel/websocket-transport';
import { type Lab, loadsOf } from '@/lib/load/lab';
import { initialLab, labAfter } from '@/lib/load/lab-state';
import { LOAD_PATH, type LoadCommand, type LoadMessage, loadMessages } from '@/lib/load/messages';
import { readRuns } from '@/lib/load/runs';
import { stored } from './stored';

const RUNS = 'load-lab-runs';
const TOKEN = 'load-lab-token';

const FOREIGN = 'The server says what this page does not understand. Reload the page.';

/** The page's end of the load lab: it connects, starts and stops jobs, and keeps their runs. */
export function useLoad() {
  const [state, dispatch] = useReducer(labAfter, initialLab);
  // null until what was stored has been read, which only the browser can.
  const [token, setToken] = useState<string | null>(null);
  const channel = useRef<Channel<LoadCommand, LoadMessage> | null>(null);
  const [attempts, setAttempts] = useState(0);

  useEffect(() => {
    dispatch({ type: 'restored', runs: readRuns(stored.get(RUNS)) });
    setToken(stored.get(TOKEN) ?? '');
  }, []);

  useEffect(() => {
    // Before the token is known, nothing is either.
    if (token !== null) stored.set(RUNS, JSON.stringify(state.runs));
  }, [token, state.runs]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is wanted with the same token too
  useEffect(() => {
    if (token === null) return;
    if (recordedOn()) {
      dispatch({ type: 'lost' });
      return;
    }
    dispatch({ type: 'connecting' });
    const transport = webSocketTransport(`${window.location.origin}${LOAD_PATH}`, { explains: true });
    const own = new Channel(loadMessages, transport, {
      changed: (state) => {
        if (state.kind === 'lost') dispatch({ type: 'lost' });
        if (state.kind === 'refused') dispatch({ type: 'refused', message: state.reason });
      },
      heard: (message) => {
        if (message.type === 'locked' && token) own.send({ type: 'unlock', token });
        else dispatch({ type: 'said', message });
      },
      unfit: () => {
        own.close();
        dispatch({ type: 'refused', message: FOREIGN });
      },
    });
    channel.current = own;
    return () => own.close();
  }, [token, attempts]);

  return {
    state,
    token: token ?? '',
    /** Tries again with another token, or with the same. */
    connect: useCallback((next: string) => {
      stored.set(TOKEN, next);
      setToken(next);
      setAttempts((count) => count + 1);
    }, []),
    start: useCallback((lab: Lab) => {
      const loads = loadsOf(lab);
      if (channel.current?.send({ type: 'start', loads }))
        dispatch({ type: 'started', lab, loads, now: Date.now() });
    }, []),
    stop: useCallback(() => {
      if (channel.current?.send({ type: 'stop' })) dispatch({ type: 'stopping' });
    }, []),
    remove: useCallback((ids: readonly number[]) => dispatch({ type: 'removed', ids }), []),
    understood: useCallback(() => dispatch({ type: 'understood' }), []),
  };
}
