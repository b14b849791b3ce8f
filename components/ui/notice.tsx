import type { Ignored } from '@/lib/schema/query';
import { Button } from './button';

/** Something the reader has to know; an `alert` is read out at once. */
export function Notice(props: { alert?: boolean; onClose?: () => void; children: React.ReactNode }) {
  return (
    <div
      role={props.alert ? 'alert' : 'note'}
      className="flex items-center justify-between gap-3 rounded-card border border-line bg-warn-ground px-3.5 py-2 text-warn"
    >
      <p>{props.children}</p>
      {props.onClose && <Button onClick={props.onClose}>Dismiss</Button>}
    </div>
  );
}

/** What of a link could not be used, and why; nothing where all could. */
export function IgnoredNotice({ ignored, onClose }: { ignored: readonly Ignored[]; onClose: () => void }) {
  if (ignored.length === 0) return null;
  return (
    <Notice onClose={onClose}>
      Part of the link was ignored:{' '}
      {ignored.map(({ name, value, reason }) => `${name}=${value} (${reason})`).join('; ')}. The rest of the
      link is used, and a setting that it leaves without a value has its default.
    </Notice>
  );
}
