/** Invariants of draws, reserves, imports, reviews (domain §3, §4, §6). */
import { type Finding, groupBy, type Invariant } from './invariant.ts';

export const sampleInvariants: readonly Invariant[] = [
  {
    name: 'frame adds up',
    says: '§4 Exclusions, each counted',
    check: function* (rows): Iterable<Finding> {
      for (const draw of rows.draw) {
        const excluded = Object.values(JSON.parse(draw.frame_excluded) as Record<string, number> | { count: number }[]).reduce<number>(
          (sum, one) => sum + (typeof one === 'number' ? one : one.count),
          0,
        );
        if (draw.frame_eligible + excluded !== draw.frame_total)
          yield { about: draw.id, detail: `${draw.frame_eligible} + ${excluded} ≠ ${draw.frame_total}` };
      }
    },
  },
  {
    name: 'a discharge is drawn once',
    says: '§4 one sampled discharge to be called',
    check: function* (rows): Iterable<Finding> {
      for (const [id, all] of groupBy(rows.follow_up, (one) => one.discharge_id))
        if (all.length > 1) yield { about: id, detail: `${all.length} follow-ups` };
    },
  },
  {
    name: 'reserves are used once',
    says: '§4 replacement takes the next reserve of the same stratum, and never removes the replaced follow-up',
    check: function* (rows): Iterable<Finding> {
      const followUps = new Map(rows.follow_up.map((one) => [one.id, one]));
      for (const [id, all] of groupBy(rows.replacement, (one) => one.by_follow_up_id))
        if (all.length > 1) yield { about: id, detail: `replaces ${all.length}` };
      for (const one of rows.replacement) {
        const [old, by] = [followUps.get(one.follow_up_id), followUps.get(one.by_follow_up_id)];
        if (!old || !by) yield { about: one.id, detail: 'one of the two is gone' };
        else if (old.stratum !== by.stratum || old.draw_id !== by.draw_id)
          yield { about: one.id, detail: `stratum ${old.stratum} → ${by.stratum}` };
        const members = rows.frame_member
          .filter((each) => each.draw_id === one.draw_id && each.stratum === old?.stratum && each.chosen === 'reserve')
          .toSorted((a, b) => a.rank - b.rank);
        const used = members.find((each) => each.discharge_id === by?.discharge_id);
        if (!used) yield { about: one.id, detail: 'its replacement is no reserve of the stratum' };
      }
    },
  },
  {
    name: 'the sample is called whole',
    says: '§4 the sum is exactly n: every sampled discharge has its follow-up',
    check: function* (rows): Iterable<Finding> {
      const drawn = new Set(rows.follow_up.map((one) => one.discharge_id));
      for (const one of rows.frame_member)
        if (one.chosen === 'sampled' && !drawn.has(one.discharge_id))
          yield { about: one.discharge_id, detail: `sampled in ${one.draw_id}, no follow-up` };
    },
  },
  {
    name: 'an undone batch is gone',
    says: '§3 A batch can be undone as long as none of its discharges was drawn',
    check: function* (rows): Iterable<Finding> {
      const undone = new Set(rows.import_batch.filter((one) => one.undone_at !== null).map((one) => one.id));
      for (const one of rows.discharge)
        if (undone.has(one.import_batch_id)) yield { about: one.id, detail: `of the undone batch ${one.import_batch_id}` };
    },
  },
  {
    name: 'a stay is there once',
    says: '§3 key: inpatient number + discharge date',
    check: function* (rows): Iterable<Finding> {
      for (const [key, all] of groupBy(rows.discharge, (one) => `${one.inpatient_number} ${one.discharge_date}`))
        if (all.length > 1) yield { about: key, detail: `${all.length} discharges` };
    },
  },
  {
    name: 'an interviewed stay is not overwritten',
    says: '§3 A changed row updates the discharge unless an interview for it is finished',
    check: function* (rows): Iterable<Finding> {
      // An interview typed in from paper is finished at the time on the paper.
      const typed = new Set(rows.attempt.filter((one) => one.entered_at !== null).map((one) => one.follow_up_id));
      const finished = new Map(
        rows.interview.flatMap((one) =>
          one.finished_at && !typed.has(one.follow_up_id) ? [[one.discharge_id, one.finished_at] as const] : [],
        ),
      );
      for (const one of rows.discharge) {
        const since = finished.get(one.id);
        if (since !== undefined && one.updated_at > since)
          yield { about: one.id, detail: `interview finished ${since}, row changed ${one.updated_at}` };
      }
    },
  },
  {
    name: 'a follow-up follows its stay',
    says: "§7 A department's figure counts the interviews of the patients discharged from it",
    check: function* (rows): Iterable<Finding> {
      const stays = new Map(rows.discharge.map((one) => [one.id, one]));
      for (const one of rows.follow_up) {
        const stay = stays.get(one.discharge_id);
        if (!stay) yield { about: one.id, detail: 'its stay is gone' };
        else if (stay.department_id !== one.department_id || stay.discharge_date !== one.discharged_on || stay.name_key !== one.search_name)
          yield {
            about: one.id,
            detail: `${one.state}: follow-up ${one.department_id} ${one.discharged_on} ${one.search_name}, stay ${stay.department_id} ${stay.discharge_date} ${stay.name_key}`,
          };
      }
    },
  },
  {
    name: 'a tenth is reviewed',
    says: "§6 At least 10 % of each nurse's interviews are drawn for review",
    check: function* (rows): Iterable<Finding> {
      for (const [key, all] of groupBy(rows.review_draw, (one) => `${one.month} ${one.nurse_id}`)) {
        const last = all.toSorted((a, b) => b.ordinal - a.ordinal)[0];
        const drawn = rows.review.filter((one) => one.month === last?.month && one.nurse_id === last.nurse_id).length;
        if (last && drawn < Math.ceil((last.finished * last.percent) / 100)) yield { about: key, detail: `${drawn} of ${last.finished}` };
      }
    },
  },
];
