import { highlightCode } from '@/components/code/highlight';

// Made once, by the build, as a file: no request of a browser ever leads to a source.
export const dynamic = 'force-static';

/** The source of all halves, for the section that shows it. */
export async function GET(): Promise<Response> {
  return Response.json(await highlightCode());
}
