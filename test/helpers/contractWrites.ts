/** Lists every writing procedure of the contract with the field names of its input. */
import { z } from 'zod';
import { contract } from '../../shared/contract.ts';

interface Procedure {
  readonly '~orpc': { readonly meta: { readonly kind: string }; readonly inputSchema?: z.ZodType };
}

/** Names of an input's fields, whatever wraps the object. */
function fieldsOf(schema: z.ZodType | undefined): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return fieldsOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodPipe) return fieldsOf(schema.in as z.ZodType);
  return [];
}

export const contractWrites = Object.entries(contract).flatMap(([room, procedures]) =>
  Object.entries(procedures as Readonly<Record<string, Procedure>>)
    .filter(([, procedure]) => procedure['~orpc'].meta.kind !== 'read')
    .map(([name, procedure]) => ({ name: `${room}.${name}`, fields: fieldsOf(procedure['~orpc'].inputSchema) })),
);
