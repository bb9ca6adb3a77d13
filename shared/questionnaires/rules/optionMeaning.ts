/** Detects an option whose words contradict what it counts for. */
import type { Option } from '../contract/questionnaires.ts';
import { scales } from './scales.ts';

/** Of the usual options: by value or by label, whether it is an objection. Those of frequency and 0–10 mean what the question makes of them. */
const graded = scales.filter(({ code }) => code !== 'frequency' && code !== 'ten').flatMap(({ options }) => options);
const usualBy = (part: 'value' | 'label') =>
  new Map(graded.filter(({ notCounted }) => !notCounted).map((option) => [option[part], option.objection]));
const usualOfValue = usualBy('value');
const usualOfLabel = usualBy('label');

const bad = /不满意|不太满意|很差|较差|^差|不好/;
const good = /满意|很好|较好|^好/;

/** What the words alone say: true an objection, false praise or content, null neither. */
function saysObjection(label: string): boolean | null {
  if (bad.test(label)) return true;
  return good.test(label) ? false : null;
}

/** A label that was turned while value, score and objection stayed: 不满意 with the value `satisfied`, 100 points, no objection. */
export function contradicts({ value, label, objection, notCounted }: Option): boolean {
  if (notCounted) return false;
  const said = saysObjection(label.trim());
  if (said !== null && said !== objection) return true;
  const byValue = usualOfValue.get(value);
  const byLabel = usualOfLabel.get(label.trim());
  return byValue !== undefined && byLabel !== undefined && byValue !== byLabel;
}
