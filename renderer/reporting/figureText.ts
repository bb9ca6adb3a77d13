/** Formats figures for the report screens. */
import { percentOf } from '../../shared/statistics/rules/percent.ts';

export function shareText(rate: number | null): string {
  return rate === null ? '–' : `${percentOf(rate)} %`;
}

export function monthText(month: string): string {
  const [year = '', number = ''] = month.split('-');
  return `${year}年${number}月`;
}

/** 问卷 v3, from the versions' labels, which end in it. */
export function versionText(versions: readonly string[]): string {
  return versions.length === 0 ? '' : `问卷 ${versions.map((label) => label.split(' ').at(-1) ?? label).join('、')}`;
}

/** Tone of a heat cell: all satisfied, at least nine in ten, at least eight in ten, fewer. */
export function heatOf(rate: number | null): string {
  if (rate === null) return '';
  if (rate === 1) return 'heat-4';
  if (rate >= 0.9) return 'heat-3';
  return rate >= 0.8 ? 'heat-2' : 'heat-1';
}
