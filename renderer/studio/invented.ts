/** An invented patient, to preview a questionnaire. */

import type { Sex } from '../../shared/base/contract/words.ts';
import type { Brief } from '../../shared/interviews/contract/brief.ts';
import { consentToRelative, spokenTexts } from '../../shared/interviews/rules/spokenTexts.ts';
import type { QuestionnaireContent, Scripts } from '../../shared/questionnaires/contract/questionnaires.ts';
import { chooseGuidance } from '../../shared/questionnaires/rules/guidance.ts';
import { spokenDate, type TemplateValues, titleOf } from '../../shared/questionnaires/rules/templates.ts';

export interface Invented {
  readonly name: string;
  readonly sex: Sex;
  readonly ageYears: number;
  readonly department: string;
  readonly diagnosis: string;
  readonly icd10: string;
  readonly payment: string;
  readonly sensitive: boolean;
}

export const invented: Invented = {
  name: '张秀兰',
  sex: 'female',
  ageYears: 63,
  department: '心血管内科',
  diagnosis: '冠心病',
  icd10: 'I25.1',
  payment: '城镇职工医保',
  sensitive: false,
};

const dischargeDate = '2026-10-05';

function valuesOf(patient: Invented, hospital: string, nurse: string): TemplateValues {
  return {
    hospital,
    name: patient.name,
    title: titleOf(patient.sex, patient.ageYears),
    department: patient.department,
    dischargeDate: spokenDate(dischargeDate),
    doctor: '李主任',
    nurse,
  };
}

/** All scripts filled in for the patient. */
export function textsFor(scripts: Scripts, patient: Invented, hospital: string, nurse: string): Scripts {
  return spokenTexts(scripts, valuesOf(patient, hospital, nurse), {
    names: [patient.department, patient.diagnosis],
    sensitive: patient.sensitive,
  });
}

/** All that the call screen would be given for the patient. */
export function briefOf(content: QuestionnaireContent, patient: Invented, hospital: string, nurse: string): Brief {
  return {
    followUp: {
      id: 'rehearsal',
      month: '2026-10',
      state: 'open',
      disposition: null,
      attempts: 0,
      maxAttempts: 5,
      appointmentAt: null,
      heldUntil: null,
    },
    patient: {
      name: patient.name,
      title: titleOf(patient.sex, patient.ageYears),
      sex: patient.sex,
      ageText: `${patient.ageYears}岁`,
      address: '',
      phones: [],
    },
    stay: {
      inpatientNumber: '',
      departmentId: 'rehearsal',
      department: patient.department,
      ward: '',
      doctor: '李主任',
      admissionDate: '2026-09-28',
      dischargeDate,
      days: 7,
      daysSince: 7,
      diagnosis: patient.diagnosis,
      icd10: patient.icd10,
      outcome: '好转',
      payment: patient.payment,
      revisitDate: '2026-10-19',
      remark: '',
      ageYears: patient.ageYears,
    },
    history: [],
    attempts: [],
    openAttemptId: null,
    samePhone: [],
    sensitive: patient.sensitive,
    recordingNotice: '',
    callingHours: { open: true, hours: '' },
    lastTry: null,
    questionnaire: { versionId: 'rehearsal', version: 0, content },
    texts: textsFor(content.scripts, patient, hospital, nurse),
    consentToRelative: consentToRelative(content.scripts, valuesOf(patient, hospital, nurse)),
    greetings: {},
    guidance: chooseGuidance(content.guidance, patient),
    interview: null,
  };
}
