/** The contract with the text gate in front of every procedure's own input schema. */
import { type AnySchema, ContractProcedure } from '@orpc/contract';
import { throughGate } from '../../../shared/base/rules/textGate.ts';
import type { Contract } from '../../../shared/contract.ts';

/** Passes a value through the text gate before the schema checks it; a refusal of the gate is reported like invalid input. */
export function gated(schema: AnySchema): AnySchema {
  return {
    '~standard': {
      version: 1,
      vendor: 'text gate',
      validate: (value) => {
        const passed = throughGate(value);
        return 'issue' in passed ? { issues: [passed.issue] } : schema['~standard'].validate(passed.value);
      },
    },
  };
}

export function gatedContract(contract: Contract): Contract {
  const rooms = Object.entries(contract).map(([room, procedures]) => {
    const behindGate = Object.entries(procedures).map(([name, procedure]) => {
      const { inputSchema, ...definition } = procedure['~orpc'];
      return [name, new ContractProcedure({ ...definition, inputSchema: inputSchema && gated(inputSchema) })];
    });
    return [room, Object.fromEntries(behindGate)];
  });
  return Object.fromEntries(rooms) as Contract;
}
