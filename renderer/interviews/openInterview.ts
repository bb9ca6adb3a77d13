/**
 * An interview open on this screen: the local state that the nurse sees at once, and the queue that saves it to the
 * core.
 */

import type { FeedbackKind } from '../../shared/base/contract/words.ts';
import type { Brief } from '../../shared/interviews/contract/brief.ts';
import type { Interview } from '../../shared/interviews/contract/interview.ts';
import { consentOf, isSamePerson, isTakenBack } from '../../shared/interviews/rules/disclosure.ts';
import type { Opinion } from '../../shared/opinions/contract/opinions.ts';
import { isUrgentPraise } from '../../shared/opinions/rules/danger.ts';
import { type Offer, offeredOf } from '../../shared/opinions/rules/offer.ts';
import type { Item } from '../../shared/questionnaires/contract/questionnaires.ts';
import { type Answers, applyAnswer, type DischargeFacts, judge } from '../../shared/questionnaires/rules/questionnaire.ts';
import {
  type Captured,
  capturedOf,
  consentThing,
  type Edit,
  editsOf,
  isItemsOwn,
  itemKey,
  reportedIn,
  type Said,
  type SaidField,
  saidIn,
  stepThing,
  thingOf,
} from './edits.ts';
import { SaveQueue } from './saveQueue.ts';
import type { Fate, Receipt, SaveStatus, Stamp, Unsent } from './saving.ts';

/** Typed text is sent at the latest so long after its first unsaved character. */
const typingMs = 250;

interface InterviewView {
  readonly said: Said;
  readonly answers: Answers;
  readonly opinions: readonly Captured[];
  /** Who gave each answer, by item code. */
  readonly givenBy: ReadonlyMap<string, Giver>;
  /** Ids of opinions that went to their department in the middle of the call, by key. */
  readonly reported: ReadonlyMap<string, string>;
}

/** What the nurse writes or chooses of an opinion. */
export type Writing = Partial<Pick<Captured, 'kind' | 'itemCode' | 'aspect' | 'departmentId' | 'severity' | 'text' | 'staffName'>>;

/** Who answered: a relative may go on where the patient stopped. */
export type Giver = Pick<Said, 'answerer' | 'relation'>;

/** The core's procedures that an interview needs, and how their failures are read. */
export interface InterviewPort {
  readonly saveAnswer: (
    stamp: Stamp,
    itemCode: string,
    value: readonly string[],
  ) => Promise<Receipt & { readonly opinion: Opinion | null }>;
  readonly saveOpinion: (stamp: Stamp, opinion: Omit<Opinion, 'state'>) => Promise<Receipt>;
  readonly escalate: (stamp: Stamp, opinionId: string) => Promise<Receipt>;
  readonly saveSaid: (stamp: Stamp, field: SaidField, value: Said[SaidField]) => Promise<Receipt>;
  readonly current: () => Promise<Interview>;
  readonly fateOf: (error: unknown) => Fate;
  readonly newId: () => string;
  /** Only tried out: nothing is stored, nothing goes to anybody. */
  readonly rehearsed?: true;
  /** Where what has not reached the core outlives the page. */
  readonly keep?: (unsent: readonly Unsent<Edit>[]) => void;
}

function viewOf(interview: Interview): InterviewView {
  return {
    said: saidIn(interview),
    answers: new Map(interview.answers.map(({ itemCode, value }) => [itemCode, value])),
    opinions: capturedOf(interview.opinions),
    givenBy: new Map(interview.answers.map(({ itemCode, answerer, relation }) => [itemCode, { answerer, relation }])),
    reported: reportedIn(interview.opinions),
  };
}

/** What conditions of items may ask about the stay. */
export function factsOf({ stay, patient }: Brief): DischargeFacts {
  return { department: stay.department, sex: patient.sex, ageYears: stay.ageYears, icd10: stay.icd10, payment: stay.payment };
}

/** Who gave each answer once `before` handed over the phone. */
function givenAfter(givenBy: InterviewView['givenBy'], before: Said): InterviewView['givenBy'] {
  return new Map([...givenBy].map(([code, giver]) => [code, isTakenBack(giver, before) ? { ...giver, answerer: 'other' } : giver]));
}

export class OpenInterview {
  readonly id: string;
  readonly rehearsed: boolean;
  readonly queue: SaveQueue<Edit>;
  readonly #port: InterviewPort;
  readonly #departmentId: string;
  #view: InterviewView;
  #answered = false;
  /** Ids of opinions by key: the core's for those of items once it has answered. */
  readonly #ids = new Map<string, string>();
  /** Fields of opinions that were chosen on this screen: key and field. */
  readonly #byHand = new Set<string>();
  #listeners = new Set<() => void>();

  constructor(interview: Interview, departmentId: string, port: InterviewPort) {
    this.id = interview.id;
    this.rehearsed = port.rehearsed ?? false;
    this.#port = port;
    this.#departmentId = departmentId;
    this.#view = viewOf(interview);
    this.#learnIds(interview.opinions);
    this.queue = new SaveQueue<Edit>(
      {
        send: (edit, stamp) => this.#send(edit, stamp),
        current: () => this.#current(),
        fateOf: port.fateOf,
        newRequestId: port.newId,
        lastWins: (thing) => thing === stepThing || thing === consentThing,
        alwaysSent: (thing) => thing === consentThing,
        ...(port.keep ? { keep: port.keep } : {}),
      },
      interview.version,
      editsOf(interview),
    );
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Whether a question was answered on this screen. */
  get answered(): boolean {
    return this.#answered;
  }

  readonly view = (): InterviewView => this.#view;
  readonly status = (): SaveStatus<Edit> => this.queue.status();

  /** Sets an answer; an objection gets its opinion to write into, a changed mind drops the one that holds no text. */
  answer(item: Item, value: readonly string[]): void {
    this.#answered = true;
    const { objection } = judge(item, value);
    const key = itemKey(item.code);
    const own = this.#view.opinions.find((opinion) => opinion.key === key);
    let { opinions } = this.#view;
    if (objection && !own) opinions = [...opinions, this.#blank(key, 'opinion', item)];
    if (!objection && own?.text.trim() === '') opinions = opinions.filter((opinion) => opinion !== own);
    const { answerer, relation } = this.#view.said;
    const givenBy = new Map(this.#view.givenBy).set(item.code, { answerer, relation });
    this.#show({ ...this.#view, answers: applyAnswer(this.#view.answers, item.code, value), opinions, givenBy });
    this.#put({ kind: 'answer', itemCode: item.code, value });
  }

  /** A new opinion, outside the items or one more on an objected item; it is saved once something is written. */
  begin(kind: FeedbackKind, item: Item | null = null): string {
    const key = this.#port.newId();
    this.#show({ ...this.#view, opinions: [...this.#view.opinions.filter((one) => !this.#unused(one)), this.#blank(key, kind, item)] });
    return key;
  }

  /** Changes an opinion; text is sent while it is typed. */
  write(key: string, patch: Writing): void {
    for (const field of Object.keys(patch)) this.#byHand.add(`${key} ${field}`);
    this.#change(key, patch, 'text' in patch || 'staffName' in patch ? typingMs : 0);
  }

  /** Was the field chosen by the nurse on this screen? Then nothing else is suggested for it. */
  readonly chosenByHand = (key: string, field: keyof Offer): boolean => this.#byHand.has(`${key} ${field}`);

  /** Remembers what is offered, so that it can be told later whether it helped. What was taken stays as it was. */
  offer(key: string, offer: Offer): void {
    const before = this.#view.opinions.find((opinion) => opinion.key === key)?.suggested ?? null;
    if (before?.taken) return;
    const suggested = offeredOf(offer, false);
    if (JSON.stringify(suggested) !== JSON.stringify(before)) this.#change(key, { suggested }, typingMs);
  }

  /** Fills in what is offered. */
  takeOffer(key: string, offer: Offer): void {
    this.#change(key, { ...offer, suggested: offeredOf(offer, true) }, 0);
  }

  #change(key: string, patch: Partial<Captured>, withinMs: number): void {
    const before = this.#view.opinions.find((opinion) => opinion.key === key);
    if (!before) return;
    const { text = before.text, staffName = before.staffName } = patch;
    // What went out is completed in its words only; the rest stays as the department got it.
    const patched = this.reporting(key) ? { ...before, text, staffName } : { ...before, ...patch };
    const opinion = isUrgentPraise(patched) ? { ...patched, severity: 'general' as const } : patched;
    this.#show({ ...this.#view, opinions: this.#view.opinions.map((one) => (one === before ? opinion : one)) });
    this.#put({ kind: 'opinion', opinion }, withinMs);
  }

  /** Takes an opinion back that the patient no longer means. What went to its department stays. */
  withdraw(key: string): void {
    if (this.reporting(key)) return;
    this.write(key, { text: '' });
    this.#show({ ...this.#view, opinions: this.#view.opinions.filter((opinion) => opinion.key !== key) });
  }

  /** Whether an opinion went out, or is on its way. */
  reporting(key: string): boolean {
    return this.#view.reported.has(key) || this.queue.pending(`escalate:${key}`);
  }

  /** Opinions whose report the core has not confirmed. */
  get unreported(): readonly Captured[] {
    return this.#view.opinions.filter(({ key }) => this.queue.pending(`escalate:${key}`));
  }

  /** Reports an opinion that holds words as urgent, now; after its words, which are sent first. */
  escalate(key: string): void {
    const opinion = this.#view.opinions.find((one) => one.key === key);
    if (!opinion || opinion.kind === 'praise' || opinion.text.trim() === '' || this.reporting(key)) return;
    this.write(key, { severity: 'urgent' });
    this.#put({ kind: 'escalate', key });
  }

  /** Takes up what an earlier page of this interview had not sent. */
  restore(unsent: readonly Unsent<Edit>[]): void {
    for (const { thing, edit } of unsent) {
      this.#adopt(thing, edit);
      if (edit.kind !== 'opinion' || this.#ids.has(edit.opinion.key)) continue;
      this.#ids.set(edit.opinion.key, isItemsOwn(edit.opinion) ? this.#port.newId() : edit.opinion.key);
    }
    this.queue.restore(unsent);
  }

  /** Sets who answers, consent, how the patient is, or where the call is. */
  say<F extends SaidField>(field: F, value: Said[F]): void {
    if (this.#view.said[field] === value) return;
    const before = this.#view.said;
    const said = { ...before, [field]: value };
    const isIdentity = field === 'answerer' || field === 'relation';
    if (isIdentity) {
      const givenBy = isSamePerson(said, before) ? this.#view.givenBy : givenAfter(this.#view.givenBy, before);
      this.#show({ ...this.#view, givenBy, said: { ...said, consent: consentOf(said, before, givenBy.values()) } });
    } else this.#show({ ...this.#view, said });
    this.#put({ kind: 'said', field, value }, field === 'condition' || field === 'relation' ? typingMs : 0);
  }

  /** Shows the value of the other side of a conflict, or keeps mine. */
  choose(thing: string, choice: 'mine' | 'theirs', theirs: Edit | null): void {
    this.queue.choose(thing, choice);
    if (choice === 'theirs') this.#adopt(thing, theirs);
  }

  #unused(opinion: Captured): boolean {
    return !isItemsOwn(opinion) && opinion.text.trim() === '' && !this.queue.pending(`opinion:${opinion.key}`);
  }

  #blank(key: string, kind: FeedbackKind, item: Item | null): Captured {
    const askedItem = item?.code ?? null;
    if (!this.#ids.has(key)) this.#ids.set(key, isItemsOwn({ key, askedItem }) ? this.#port.newId() : key);
    return {
      key,
      kind,
      askedItem,
      itemCode: askedItem,
      aspect: item?.aspect ?? null,
      departmentId: this.#departmentId,
      severity: 'general',
      text: '',
      staffName: '',
      suggested: null,
    };
  }

  async #send(edit: Edit, stamp: Stamp): Promise<Receipt> {
    if (edit.kind === 'said') return this.#port.saveSaid(stamp, edit.field, edit.value);
    if (edit.kind === 'opinion') {
      const { key, ...opinion } = edit.opinion;
      return this.#port.saveOpinion(stamp, { ...opinion, id: this.#ids.get(key) ?? key });
    }
    if (edit.kind === 'escalate') {
      const id = this.#ids.get(edit.key) ?? edit.key;
      const receipt = await this.#port.escalate(stamp, id);
      this.#show({ ...this.#view, reported: new Map(this.#view.reported).set(edit.key, id) });
      return receipt;
    }
    const receipt = await this.#port.saveAnswer(stamp, edit.itemCode, edit.value);
    if (receipt.opinion) this.#ownOpinion(itemKey(edit.itemCode), receipt.opinion);
    return receipt;
  }

  /** The core's opinion of an item; it is shown where this page has none, as after a reload. */
  #ownOpinion(key: string, { id, state: _, ...opinion }: Opinion): void {
    this.#ids.set(key, id);
    if (this.#view.opinions.some((one) => one.key === key) || !this.#objects(key)) return;
    this.#show({ ...this.#view, opinions: [...this.#view.opinions, { ...opinion, key }] });
  }

  /** Whether no newer answer of the item waits, so that what the core said of it still holds. */
  #objects(key: string): boolean {
    return !this.queue.waiting(`answer:${key.slice('item:'.length)}`);
  }

  #learnIds(opinions: readonly Opinion[]): void {
    for (const [index, { key }] of capturedOf(opinions).entries()) this.#ids.set(key, opinions[index]?.id ?? key);
  }

  /** The core's state; what this screen has not changed itself is shown as the core has it. */
  async #current() {
    const interview = await this.#port.current();
    const theirs = viewOf(interview);
    this.#learnIds(interview.opinions);
    const pending = (thing: string) => this.queue.pending(thing);
    const answers = new Map(theirs.answers);
    for (const [code, value] of this.#view.answers) if (pending(`answer:${code}`)) answers.set(code, value);
    const mine = this.#view.opinions.filter(({ key }) => pending(`opinion:${key}`));
    const said = { ...theirs.said, step: this.#view.said.step };
    for (const field of Object.keys(said) as SaidField[])
      if (pending(`said:${field}`)) Object.assign(said, { [field]: this.#view.said[field] });
    this.#show({
      said,
      answers,
      opinions: [...theirs.opinions.filter(({ key }) => !mine.some((one) => one.key === key)), ...mine],
      givenBy: new Map([...this.#view.givenBy, ...theirs.givenBy]),
      reported: theirs.reported,
    });
    return { version: interview.version, values: editsOf(interview) };
  }

  #adopt(thing: string, theirs: Edit | null): void {
    const { said, answers, opinions } = this.#view;
    if (thing.startsWith('answer:')) {
      const code = thing.slice('answer:'.length);
      this.#show({ ...this.#view, answers: applyAnswer(answers, code, theirs?.kind === 'answer' ? theirs.value : []) });
    } else if (thing.startsWith('opinion:')) {
      const others = opinions.filter(({ key }) => `opinion:${key}` !== thing);
      this.#show({ ...this.#view, opinions: theirs?.kind === 'opinion' ? [...others, theirs.opinion] : others });
    } else if (theirs?.kind === 'said') this.#show({ ...this.#view, said: { ...said, [theirs.field]: theirs.value } });
  }

  #put(edit: Edit, withinMs = 0): void {
    this.queue.put(thingOf(edit), edit, withinMs);
  }

  #show(view: InterviewView): void {
    this.#view = view;
    for (const listener of this.#listeners) listener();
  }
}
