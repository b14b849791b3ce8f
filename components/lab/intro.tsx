/** What the lab is for, before anything was measured. */
export function Intro() {
  return (
    <section
      aria-label="About the load lab"
      className="flex flex-col gap-2 rounded-lg border border-line bg-card p-3"
    >
      <h2 className="font-semibold">What does one more client cost?</h2>
      <p className="max-w-prose">
        The lab starts a server in a process of its own, lets real clients connect to it, one technique after
        the other, and measures CPU time, memory, latency and bytes: with one client, ten, fifty, and on to
        the number that you choose. The curves show how each technique grows, and where it bends. From them a
        calculator projects an audience that no laptop holds.
      </p>
      <p className="max-w-prose text-muted">
        Choose in the settings, and press <b>Start</b>. Leave the machine alone while it measures: whatever
        else runs on it takes part.
      </p>
    </section>
  );
}
