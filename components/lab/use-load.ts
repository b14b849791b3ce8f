'use client';

import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { backoff } from '@/lib/connection/backoff';
import { type Lab, loadsOf } from '@/lib/load/lab';
import { initialLab, labAfter } from '@/lib/load/lab-state';
import { LOAD_PATH, type LoadCommand } from '@/lib/load/messages';
import { loadMessageSchema } from '@/lib/load/result-schema';
import { readRuns } from '@/lib/load/runs';
import { whyRefused } from './refusal';
import { stored } from './stored';

const RUNS = 'load-lab-runs';
const TOKEN = 'load-lab-token';

const FOREIGN = 'The server says what this page does not understand. Reload the page.';

/** The page's end of the load lab: it connects, starts and stops jobs, and keeps their runs. */
export function useLoad() {
  const [state, dispatch] = useReducer(labAfter, initialLab);
  // null until what was stored has been read, which only the browser can.
  const [token, setToken] = useState<string | null>(null);
  const socket = useRef<WebSocket | null>(null);
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
    const query = token ? `?${new URLSearchParams({ token })}` : '';
    let gone = false;
    let timer: ReturnType<typeof setTimeout>;
    let failures = 0;

    const connect = () => {
      const own = new WebSocket(`${window.location.origin.replace(/^http/, 'ws')}${LOAD_PATH}${query}`);
      socket.current = own;
      let heard = false;
      own.onmessage = ({ data }) => {
        const message = loadMessageSchema.safeParse(parse(data));
        if (message.success) {
          heard = true;
          failures = 0;
          dispatch({ type: 'said', message: message.data });
        } else refuse(FOREIGN);
      };
      own.onclose = () => void closed(heard);
    };
    const closed = async (heard: boolean) => {
      if (gone) return;
      socket.current = null;
      const reason = heard ? null : await whyRefused(`${LOAD_PATH}${query}`);
      if (gone) return;
      if (reason !== null) return refuse(reason);
      dispatch({ type: 'lost' });
      timer = setTimeout(connect, backoff(failures++));
    };
    const refuse = (message: string) => {
      leave();
      dispatch({ type: 'refused', message });
    };
    const leave = () => {
      gone = true;
      clearTimeout(timer);
      socket.current?.close();
      socket.current = null;
    };

    dispatch({ type: 'connecting' });
    connect();
    return leave;
  }, [token, attempts]);

  const send = useCallback((command: LoadCommand) => {
    if (socket.current?.readyState !== WebSocket.OPEN) return false;
    socket.current.send(JSON.stringify(command));
    return true;
  }, []);

  return {
    state,
    token: token ?? '',
    /** Tries again with another token, or with the same. */
    connect: useCallback((next: string) => {
      stored.set(TOKEN, next);
      setToken(next);
      setAttempts((count) => count + 1);
    }, []),
    start: useCallback(
      (lab: Lab) => {
        const loads = loadsOf(lab);
        if (send({ type: 'start', loads })) dispatch({ type: 'started', lab, loads, now: Date.now() });
      },
      [send],
    ),
    stop: useCallback(() => {
      if (send({ type: 'stop' })) dispatch({ type: 'stopping' });
    }, [send]),
    remove: useCallback((ids: readonly number[]) => dispatch({ type: 'removed', ids }), []),
    understood: useCallback(() => dispatch({ type: 'understood' }), []),
  };
}

function parse(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return null;
  }
}
