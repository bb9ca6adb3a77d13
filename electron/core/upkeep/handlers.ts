/** Procedures of the upkeep room. */
import type { Handlers } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import { auditList } from './auditList.ts';
import { backup } from './backup.ts';
import { previewCalendar, saveCalendar } from './calendar.ts';
import { changes } from './changes.ts';
import { clock, confirmClock } from './clock.ts';
import { saveDialling, saveSettings } from './saveSettings.ts';
import { verify } from './verify.ts';

export const upkeep: Handlers<'upkeep'> = {
  settings: ({ db }) => readSettings(db),
  saveSettings,
  saveDialling,
  clock,
  confirmClock,
  previewCalendar,
  saveCalendar,
  verify,
  backup,
  audit: auditList,
  changes,
};
