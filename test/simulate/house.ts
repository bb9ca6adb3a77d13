/** The simulated hospital's workstation: real database, real door; clock, ids and seeds are set by the step that runs. */

import type { Parts } from '../../electron/core/base/context.ts';
import type { Store } from '../../electron/core/base/db/open.ts';
import { createWorkstation, type Workstation } from '../../electron/core/workstation.ts';
import { buildDemo } from '../../electron/demo/buildDemo.ts';
import { resourcesDir } from '../helpers/parts.ts';
import type { Site } from './site.ts';

/** What the running step sets. */
export interface Moment {
  now: string;
  /** Ids begin with the step's own number: leaving another step out does not change them. */
  step: number;
  made: number;
}

export class House {
  readonly moment: Moment;
  /** What the workstation wrote to its log of faults. */
  readonly log: string[] = [];
  readonly #site: Site;
  #store: Store;
  #workstation: Workstation;

  private constructor(site: Site, moment: Moment, store: Store) {
    this.#site = site;
    this.moment = moment;
    this.#store = store;
    this.#workstation = createWorkstation(this.#parts(store));
  }

  static async open(site: Site, moment: Moment): Promise<House> {
    return new House(site, moment, await site.open());
  }

  #parts(store: Store): Parts {
    const next = () => this.newId();
    return {
      store,
      dataDir: this.#site.dataDir,
      resourcesDir,
      clock: () => new Date(this.moment.now),
      newId: next,
      newSeed: () => next().padStart(16, '0'),
      log: (line) => void this.log.push(line),
      buildDemo,
    };
  }

  /** An id that no other step makes. */
  newId(): string {
    this.moment.made += 1;
    return `${String(this.moment.step).padStart(6, '0')}-${String(this.moment.made).padStart(5, '0')}`;
  }

  get store(): Store {
    return this.#store;
  }

  get workstation(): Workstation {
    return this.#workstation;
  }

  /** Closes and opens again, as at the end of a day. */
  async reopen(): Promise<void> {
    await this.#workstation.close();
    this.#store = await this.#site.open();
    this.#workstation = createWorkstation(this.#parts(this.#store));
  }

  /** The files as they lie on the disk in this moment, to be opened as after a power cut. */
  asAfterPowerCut(): Promise<Site> {
    return this.#site.copy();
  }

  /** Closes the workstation and removes its data. */
  async leave(): Promise<void> {
    await this.#workstation.close();
    await this.#site.remove();
  }
}
