'use client';

import { useId } from 'react';
import { Button } from '@/components/ui/button';

/** Told to whoever may not put the server under load, with a field for the token that lets them. */
export function TokenForm(props: { message: string; token: string; connect: (token: string) => void }) {
  const { message, token, connect } = props;
  const id = useId();
  return (
    <div
      role="alert"
      className="flex flex-col gap-1.5 rounded border border-line bg-warn-ground px-3 py-2 text-warn"
    >
      <p>
        The load lab is for the person who started the server: it works only from the machine the server runs
        on, or with its token. The server said: {message}
      </p>
      <form
        className="flex flex-wrap items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget).get('token');
          connect(typeof given === 'string' ? given.trim() : '');
        }}
      >
        <label htmlFor={id}>Token</label>
        <input
          id={id}
          name="token"
          type="password"
          autoComplete="off"
          defaultValue={token}
          className="w-56 rounded border border-strong bg-card px-1.5 py-1 text-ink"
        />
        <Button type="submit">Try with it</Button>
        <p className="text-small">It is kept in this tab until the tab is closed.</p>
      </form>
    </div>
  );
}
