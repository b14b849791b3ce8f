import type { Claim } from '@/lib/learn/claim';
import { VerdictPill } from './verdict';

/** Claims one below the other; verdicts only of those whose may be seen. */
export function ClaimList(props: {
  claims: readonly Claim[];
  open: number;
  isRevealed: (claim: Claim) => boolean;
  linkOf: (claim: Claim) => string;
  onOpen: (claim: Claim) => void;
}) {
  const { claims, open, isRevealed, linkOf, onOpen } = props;
  return (
    <ol className="overflow-hidden rounded-card border border-line bg-card">
      {claims.map((claim) => (
        <li key={claim.number} className="break-inside-avoid border-line not-first:border-t">
          <a
            href={linkOf(claim)}
            aria-current={claim.number === open ? 'true' : undefined}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              onOpen(claim);
            }}
            className="flex min-h-11 items-center gap-2.5 px-4 py-2 -outline-offset-2 hover:bg-sunken aria-[current]:bg-sunken aria-[current]:font-semibold"
          >
            <span className="w-6 shrink-0 text-small font-normal text-muted">{claim.number}</span>
            <span className="flex-1">{claim.claim}</span>
            {isRevealed(claim) ? (
              <VerdictPill verdict={claim.verdict} />
            ) : (
              <span className="text-small font-normal whitespace-nowrap text-muted">your guess?</span>
            )}
          </a>
        </li>
      ))}
    </ol>
  );
}
