import { Playground } from '@/components/bench/playground';

export default function Page() {
  return <Playground />;
}
