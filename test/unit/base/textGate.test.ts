/** Tests that no string of the contract passes with a character that a database or a workbook cannot hold. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { gated } from '../../../electron/core/base/gate.ts';
import { isCleanText, textForCell, throughGate } from '../../../shared/base/rules/textGate.ts';
import { contract } from '../../../shared/contract.ts';

const poison = '\0\u0001\u000B\uFFFE\uFFFF\uD800';

describe('the gate', () => {
  it('strips what XML 1.0 forbids, wherever it stands, and nothing else', () => {
    const kept = '张\t三\r\n𠮷田·😀\u0085';
    expect(throughGate({ a: [`${poison}${kept}${poison}`], [`k${poison}`]: 1 })).toEqual({ value: { a: [kept], k: 1 } });
  });
  it('leaves files, numbers and nothing as they are', () => {
    const file = new File(['\0'], 'a.csv');
    expect(throughGate({ file, count: 3, none: null, missing: undefined })).toEqual({
      value: { file, count: 3, none: null, missing: undefined },
    });
  });
  it('refuses them in a password, which would be another one without them', () => {
    expect(throughGate({ login: 'a\0', next: 'a\0b' })).toEqual({
      issue: { message: '密码里有看不见的字符，请重新输入', path: ['next'] },
    });
  });
  it('refuses what is nested deeper than any form', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 60; level += 1) deep = [deep];
    expect(throughGate(deep)).toMatchObject({ issue: { message: '内容嵌套太深' } });
  });
});

type Json = Record<string, unknown>;

/** A value as the schema describes it, every free string poisoned. */
function sample(schema: Json, defs: Json, depth = 0): unknown {
  if (depth > 12) return null;
  if (typeof schema['$ref'] === 'string') return sample(defs[schema['$ref'].split('/').at(-1) ?? ''] as Json, defs, depth + 1);
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  const either = (schema['anyOf'] ?? schema['oneOf'] ?? schema['allOf']) as Json[] | undefined;
  if (either?.[0]) return sample(either[0], defs, depth + 1);
  if (schema['type'] === 'string') return `字字字字${poison}`;
  if (schema['type'] === 'integer' || schema['type'] === 'number') return schema['minimum'] ?? 1;
  if (schema['type'] === 'boolean') return true;
  if (schema['type'] === 'array') {
    const items = (schema['prefixItems'] as Json[] | undefined) ?? (schema['items'] ? [schema['items'] as Json] : []);
    return items.map((item) => sample(item, defs, depth + 1));
  }
  if (schema['type'] === 'object' || schema['properties'])
    return Object.fromEntries(
      Object.entries((schema['properties'] ?? {}) as Record<string, Json>).map(([key, each]) => [key, sample(each, defs, depth + 1)]),
    );
  return `字字字字${poison}`;
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || value instanceof File) return [];
  return Object.entries(value).flatMap(([key, each]) => [key, ...stringsIn(each)]);
}

const procedures = Object.entries(contract).flatMap(([room, all]) =>
  Object.entries(all).map(([name, procedure]) => [`${room}/${name}`, procedure['~orpc'].inputSchema] as const),
);

describe('every procedure of the contract', () => {
  it.each(procedures)('%s gets no such character', async (_, schema) => {
    if (!schema) return;
    const description = z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' }) as Json;
    const asked = sample(description, (description['$defs'] ?? {}) as Json);
    const seen: unknown[] = [];
    const watching = { '~standard': { ...schema['~standard'], validate: (value: unknown) => (seen.push(value), { value }) } };
    const answer = await gated(watching as typeof schema)['~standard'].validate(asked);
    if (answer.issues) return expect(answer.issues[0]?.message).toContain('密码');
    expect(seen.flatMap(stringsIn).filter((text) => !isCleanText(text))).toEqual([]);
  });
});

it('knows every field that a password is typed in', () => {
  const shapeOf = (schema: unknown) => (schema instanceof z.ZodObject ? (schema.shape as Record<string, unknown>) : {});
  const { password } = shapeOf(contract.accounts.signIn['~orpc'].inputSchema);
  const typed = procedures.flatMap(([name, schema]) =>
    Object.entries(shapeOf(schema)).flatMap(([key, field]) => (field === password ? [[name, key]] : [])),
  );
  expect(typed.map(([name]) => name)).toContain('accounts/changePassword');
  for (const [, key = ''] of typed) expect(throughGate({ [key]: 'a\0' }), key).toHaveProperty('issue');
});

describe('a text in a workbook', () => {
  it('is cut where a cell ends, and says so', () => {
    const text = textForCell('字'.repeat(40_000));
    expect(text.length).toBe(32_767);
    expect(text).toMatch(/此处截断，全文见系统）$/);
    expect(textForCell('短')).toBe('短');
  });
  it('is never cut within a character', () => expect(isCleanText(textForCell('😀'.repeat(20_000)))).toBe(true));
});
