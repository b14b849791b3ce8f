import { usePorts } from '@/components/ui/use-ports';
import { useStore } from '@/components/ui/use-store';
import { linkTo } from './link-to';
import type { PageRun } from './page-run';

/** The same run by the server's other port: over TLS and HTTP/2, or without. Nothing where the server has one port only. */
export function OtherPort({ run }: { run: PageRun }) {
  const setup = useStore(run.setup);
  const ports = usePorts();
  if (!ports?.http || !ports.https) return null;
  const { protocol, port } = window.location;
  const { http, https } = ports;
  // Behind a proxy the ports are others than the server knows.
  const isSecure = protocol === 'https:';
  if (Number(port || (isSecure ? 443 : 80)) !== (isSecure ? https.port : http)) return null;
  const there = new URL(linkTo(setup));
  there.protocol = isSecure ? 'http:' : 'https:';
  there.port = String(isSecure ? http : https.port);
  const { href } = there;
  if (isSecure)
    return (
      <p data-other-port>
        This page has come over TLS. <a href={href}>Open the same run without TLS, over HTTP/1.1</a>.
      </p>
    );
  return (
    <p data-other-port>
      <a href={href}>Open the same run over TLS and HTTP/2</a>: all lanes over HTTP then share one connection.
      {https.ownCertificate && (
        <>
          {' '}
          The browser will warn you first: this server has signed its certificate itself, so nobody else
          vouches that it is the server you mean. Here that does no harm: it is the server that you are
          looking at now, the page asks for no password, and all that crosses is encrypted all the same.
          Choose &ldquo;Advanced&rdquo;, and go on.
        </>
      )}
    </p>
  );
}
