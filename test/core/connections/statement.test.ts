/** Tests the check of a query's text: what may be sent to a hospital database, and with which parameters. */
import { describe, expect, it } from 'vitest';
import { dueMonth, nextTurn } from '../../../electron/core/connections/schedule.ts';
import { statementOf, written } from '../../../electron/core/connections/statement.ts';
import { type DatabaseKind, databaseKinds } from '../../../shared/base/contract/words.ts';
import { fc } from '../../helpers/properties.ts';

const sent = (text: string, kind: DatabaseKind = 'postgres') =>
  written(statementOf({ kind: 'sql', text }, kind), (bind, position) => `<${bind}${position}>`).text;
const codeOf = (work: () => unknown) => {
  try {
    work();
    return 'sent';
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};
const code = (text: string, kind: DatabaseKind = 'postgres') => codeOf(() => sent(text, kind));
const span = 'd >= :from and d < :to';

describe.each(databaseKinds.codes)('for every kind (%s)', (kind) => {
  it('sends one query with its dates as parameters', () => {
    expect(sent(`  select a, 'x;y' from v where ${span};\n `, kind)).toBe("select a, 'x;y' from v where d >= <from1> and d < <to2>");
    expect(sent(`with v as (select 1) select * from v where ${span} and e >= :FROM`, kind)).toContain('e >= <from3>');
  });

  it.each([
    `delete from v where ${span}`,
    `select * from v where ${span}; drop table v`,
    `with x as (delete from v returning *) select * from x where ${span}`,
    `select * into w from v where ${span}`,
    `select * from v where ${span} for update`,
    `exec p :from, :to`,
    `select 'open from v where ${span}`,
    `select * from v where ${span} /* open`,
    `explain select * from v where ${span}`,
  ])('refuses %s', (text) => {
    expect(code(text, kind)).toBe('SOURCE_NOT_READ_ONLY');
  });

  it('drops comments, so that none can hide anything', () => {
    expect(sent(`select a -- ; delete from v :to\nfrom v /*! into outfile 'x' */ where ${span}`, kind)).toBe(
      'select a  \nfrom v   where d >= <from1> and d < <to2>',
    );
  });

  it('asks for both dates and knows no other parameter', () => {
    expect(code('select * from v', kind)).toBe('SOURCE_PARAMETERS');
    expect(code('select * from v where d >= :from', kind)).toBe('SOURCE_PARAMETERS');
    expect(code(`select * from v where ${span} and x = :dept`, kind)).toBe('SOURCE_PARAMETERS');
    expect(code("select ':from', ':to' from v", kind)).toBe('SOURCE_PARAMETERS');
  });

  it('takes a view by a plain name only', () => {
    const view = (name: string, dateColumn = '出院日期') => codeOf(() => statementOf({ kind: 'view', view: name, dateColumn }, kind));
    expect([view('v_cyhz'), view('his.出院患者'), view('V$X#1')]).toEqual(['sent', 'sent', 'sent']);
    for (const name of ['v; drop table x', 'v"', 'v`', 'v]', "v'", 'a.b.c.d', '.v', 'v.', '1v', 'v w', 'v--', ''])
      expect(view(name)).toBe('SOURCE_NAME');
    expect([view('v', 'a.b'), view('v', 'd or 1=1')]).toEqual(['SOURCE_NAME', 'SOURCE_NAME']);
  });

  it('never sends a bare word that changes something, whatever stands around it', () => {
    const piece = fc.constantFrom(
      ...`' " \` [ ] -- /* */ ; $$ q'[ ]' E' \\ \n # :from :to :: select delete into x 1 , ( )`.split(' '),
      '\n',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = `select ${pieces.join(' ')} ${span}`;
        if (code(text, kind) !== 'sent') return;
        const quotes =
          kind === 'mysql'
            ? /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`[^`]*`/gs
            : kind === 'sqlserver'
              ? /'(?:[^']|'')*'|"[^"]*"|\[(?:[^\]]|\]\])*\]/g
              : /'(?:[^']|'')*'|"[^"]*"/g;
        // Escape strings and q-quotes are read by the same rules in the databases' own tests; here the plain ones.
        if (/[eq]'/i.test(text)) return;
        expect(sent(text, kind).replace(quotes, '')).not.toMatch(/\b(?:delete|into)\b|;|--|\/\*/);
      }),
      { numRuns: 400 },
    );
  });
});

describe('the quotes of each kind', () => {
  it('ends a string where the server ends it', () => {
    expect(code(`select 'a\\' ; delete ' from v where ${span}`, 'mysql')).toBe('sent');
    expect(code(`select 'a\\' ; delete ' from v where ${span}`, 'postgres')).toBe('SOURCE_NOT_READ_ONLY');
    expect(code(`select E'a\\' ; delete ' from v where ${span}`, 'postgres')).toBe('sent');
    expect(code(`select q'[it's; delete]' from v where ${span}`, 'oracle')).toBe('sent');
    expect(code(`select q'[it's]' from v where ${span} and x = 'a' delete`, 'oracle')).toBe('SOURCE_NOT_READ_ONLY');
    expect(code(`select [delete], [a]] ;] from v where ${span}`, 'sqlserver')).toBe('sent');
    expect(code('select `delete` from v where d >= :from and d < :to', 'mysql')).toBe('sent');
    expect(code(`select a /* /* */ ; delete from v */ from v where ${span}`, 'postgres')).toBe('sent');
    expect(code(`select a /* /* */ ; delete from v */ from v where ${span}`, 'oracle')).toBe('SOURCE_NOT_READ_ONLY');
    expect(code(`select a::date from v where ${span}`, 'postgres')).toBe('sent');
    expect(code(`select $$;$$ from v where ${span}`, 'postgres')).toBe('SOURCE_NOT_READ_ONLY');
    expect(code(`select $$a$$ from v where ${span}`, 'postgres')).toBe('SOURCE_PARAMETERS');
    expect(code(`select * from v where ${span} and x = ?`, 'mysql')).toBe('SOURCE_PARAMETERS');
  });

  it('lets no second statement stand beside the first in SQL Server, where no semicolon is needed', () => {
    for (const second of [
      'drop table v',
      'exec xp_cmdshell',
      'truncate table v',
      'use master',
      'set nocount on',
      'commit',
      'alter table v',
    ])
      expect(code(`select * from v where ${span} ${second}`, 'sqlserver')).toBe('SOURCE_NOT_READ_ONLY');
  });

  it('writes a view in its own quotes; Oracle keeps plain names in capitals', () => {
    const view = (kind: DatabaseKind) => statementOf({ kind: 'view', view: 'his.v_cy', dateColumn: 'cysj' }, kind)[0];
    expect(databaseKinds.codes.map(view)).toEqual([
      'select * from "his"."v_cy" where "cysj" >= ',
      'select * from `his`.`v_cy` where `cysj` >= ',
      'select * from [his].[v_cy] where [cysj] >= ',
      'select * from "HIS"."V_CY" where "CYSJ" >= ',
    ]);
  });
});

describe('the monthly turn', () => {
  const schedule = { day: 5, hour: 3 };
  it('is the day and hour of the hospital’s civil time', () => {
    const setAt = '2026-10-20T00:00:00.000Z';
    expect(dueMonth(schedule, setAt, '2026-11-04T18:59:59.999Z')).toBeNull();
    expect(dueMonth(schedule, setAt, '2026-11-04T19:00:00.000Z')).toBe('2026-10');
    expect(dueMonth(schedule, setAt, '2026-11-30T15:59:59.000Z')).toBe('2026-10');
    expect(dueMonth(schedule, setAt, '2026-11-30T16:00:00.000Z')).toBeNull();
    expect(dueMonth(schedule, setAt, '2027-01-05T00:00:00.000Z')).toBe('2026-12');
    expect(nextTurn(schedule, '2026-12-31T00:00:00.000Z')).toBe('2027-01-04T19:00:00.000Z');
  });
});
