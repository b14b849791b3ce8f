/** Settings that few people need: closed until they are asked for. */
export function More({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <details className="group">
      <summary className="cursor-pointer text-small text-muted">{label}</summary>
      <div className="mt-1 flex flex-col gap-1">{children}</div>
    </details>
  );
}
