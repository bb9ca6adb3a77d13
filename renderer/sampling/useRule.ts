/** Hook that returns a plan's rule in words, with the names of its departments. */
import { useQuery } from '@tanstack/react-query';
import type { SamplePlan } from '../../shared/sampling/contract/sampling.ts';
import { api } from '../base/client.ts';
import { ruleInWords } from './planWords.ts';

export function useRule(plan: SamplePlan): string[] {
  const departments = useQuery(api.hospital.departments.queryOptions({ input: {}, enabled: plan.departmentIds.length > 0 }));
  const chosen = (departments.data ?? []).filter(({ id }) => plan.departmentIds.includes(id));
  return ruleInWords(
    plan,
    chosen.map(({ name }) => name),
  );
}
