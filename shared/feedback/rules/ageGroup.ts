/** Rounds an age to a decade, so that a department head cannot identify the patient by it. */

/** 67.3 → 60–69 岁; under one year 不满 1 岁; from ninety 90 岁以上; empty where unknown. */
export function ageGroup(years: number | null): string {
  if (years === null) return '';
  if (years < 1) return '不满 1 岁';
  if (years >= 90) return '90 岁以上';
  const decade = Math.floor(years / 10) * 10;
  return `${decade === 0 ? 1 : decade}–${decade + 9} 岁`;
}
