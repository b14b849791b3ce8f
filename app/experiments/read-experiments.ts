import { type Experiment, experimentsSchema } from '@/lib/learn/experiment';
import { readYaml } from '../learn/read-content';

/** All experiments, in their order. @throws where the file is not as its schema has it */
export function readExperiments(): Experiment[] {
  return readYaml('experiments.yaml', experimentsSchema);
}

/** One of them. @throws where there is none with this id */
export function readExperiment(id: string): Experiment {
  const found = readExperiments().find((experiment) => experiment.id === id);
  if (!found) throw new Error(`content/en/experiments.yaml has no experiment ${id}.`);
  return found;
}
