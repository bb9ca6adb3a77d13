/** Generates inputs of a procedure from its schema: mostly valid, often at the bounds, sometimes invalid. */
import type { z } from 'zod';

type Chance = () => number;
// biome-ignore lint/suspicious/noExplicitAny: a schema's definition is told apart by its type at run time
type Definition = any;

/** Words that may stand in a text field; what the schema refuses is left out most of the time. */
const texts = [
  '',
  ' ',
  'a',
  '骨科',
  '王静',
  "O'Brien %_\\",
  '𠮷田',
  '👨‍👩‍👧',
  '%',
  '\\',
  'select',
  '0',
  '-1',
  'null',
  'completed',
  'opinion',
  'https://x/{number}',
  'tel:{number}',
  'ZG-2611-001',
  '9'.repeat(40),
  '字'.repeat(300),
  '2026-11',
  '2026-10',
  '1900-01',
  '2099-12',
  '0000-01',
  '2026-13',
  '2026-11-10',
  '2026-10-15',
  '1900-01-01',
  '2099-12-31',
  '2026-02-31',
  '2026-02-29',
  '0001-01-01',
  '08:30',
  '24:00',
  '2026-11-10T02:00:00.000Z',
  '2026-11-10T02:30:00.000Z',
  '1900-01-01T00:00:00.000Z',
  '2099-12-31T23:59:59.999Z',
  '2026-02-31T00:00:00.000Z',
  '2026-10|2026-10-15|t1',
  '127.0.0.1',
];
const numbers = [0, 1, -1, 2, 3, 5, 10, 100, 500, 1_000, 65_535, 2 ** 31 - 1, 2 ** 31, 9_007_199_254_740_991, -9_007_199_254_740_991, 0.5];

export interface Pools {
  /** Ids by the name of the field they fit: followUpId. */
  readonly byField: Readonly<Record<string, readonly string[]>>;
  /** Every id there is. */
  readonly ids: readonly string[];
}

/** Makes inputs; the same chance gives the same row of them. */
export class InputMaker {
  readonly #chance: Chance;
  readonly #pools: Pools;

  constructor(chance: Chance, pools: Pools) {
    this.#chance = chance;
    this.#pools = pools;
  }

  of(schema: z.ZodType, field = ''): unknown {
    const def: Definition = (schema as Definition)._zod.def;
    switch (def.type) {
      case 'object':
        return Object.fromEntries(Object.entries(def.shape).map(([name, part]) => [name, this.of(part as z.ZodType, name)]));
      case 'optional':
      case 'default':
      case 'prefault':
        return this.#chance() < 0.4 ? undefined : this.of(def.innerType, field);
      case 'nullable':
        return this.#chance() < 0.3 ? null : this.of(def.innerType, field);
      case 'readonly':
      case 'nonoptional':
        return this.of(def.innerType, field);
      case 'pipe':
        return this.of(def.in, field);
      case 'string':
        return this.#fitting(schema, [...this.#idsFor(field), ...texts, ...this.#edges(schema)]);
      case 'number':
      case 'int':
        return this.#fitting(schema, [
          ...numbers,
          ...[(schema as Definition).minValue, (schema as Definition).maxValue].filter(Number.isFinite),
        ]);
      case 'boolean':
        return this.#chance() < 0.5;
      case 'literal':
        return this.#one(def.values);
      case 'enum':
        return this.#one(Object.values(def.entries));
      case 'union':
        return this.of(this.#one(def.options as z.ZodType[]), field);
      case 'array':
        return Array.from({ length: this.#length(schema) }, () => this.of(def.element, field));
      case 'tuple':
        return def.items.map((part: z.ZodType) => this.of(part, field));
      case 'record':
        return Object.fromEntries(
          Array.from({ length: this.#length(schema) }, () => [String(this.of(def.keyType, field)), this.of(def.valueType, field)]),
        );
      case 'file':
        return new File([this.#one(['', '住院号,姓名,出院日期,科室\nZY1,王芳,2026-10-09,骨科', '{}', '\u0000\u0001PK'])], '十月.csv');
      case 'lazy':
        return this.of(def.getter(), field);
      default:
        throw new Error(`no inputs for a schema of type ${def.type} (${field})`);
    }
  }

  #one<T>(from: readonly T[]): T {
    return from[Math.floor(this.#chance() * from.length)] as T;
  }

  /** Lists are short, now and then as long as allowed or longer. */
  #length(schema: z.ZodType): number {
    const most = (schema as Definition)._zod.bag?.maximum ?? 20;
    return this.#chance() < 0.05 ? Math.min(most, 600) + this.#one([0, 1]) : Math.floor(this.#chance() * 4);
  }

  #fitting(schema: z.ZodType, candidates: readonly unknown[]): unknown {
    if (this.#chance() < 0.1) return this.#one(candidates);
    const fitting = candidates.filter((one) => schema.safeParse(one).success);
    return this.#one(fitting.length > 0 ? fitting : candidates);
  }

  #edges(schema: z.ZodType): string[] {
    const { minLength, maxLength } = schema as Definition;
    return [minLength, maxLength, maxLength && maxLength + 1]
      .filter((length) => length > 0 && length < 100_000)
      .map((length) => '字'.repeat(length));
  }

  /** Mostly ids of the right kind, three times as many as other words. */
  #idsFor(field: string): string[] {
    const own = this.#pools.byField[field] ?? (/id$/i.test(field) ? this.#pools.ids : []);
    const some = Array.from({ length: Math.min(own.length, 12) }, () => this.#one(own));
    return own.length > 0 ? Array.from({ length: 8 }, () => some).flat() : [];
  }
}
