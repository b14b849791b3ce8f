import { highlightCode } from '@/components/code/highlight';
import { Playground } from '@/components/run/playground';

// Made once, by the build: no request of a browser ever leads to a file.
export const dynamic = 'force-static';

export default async function Page() {
  return <Playground code={await highlightCode()} />;
}
