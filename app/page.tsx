import { Playground } from '@/components/run/playground';

export default function Page() {
  return <Playground />;
}
