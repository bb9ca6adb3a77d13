/** Set-up of most core tests: a founded hospital with its staff, fresh before each test. */
import { afterEach, beforeEach } from 'vitest';
import { openWorkstation, type Staff, type TestWorkstation, withStaff } from './workstation.ts';

/** What the running test finds; read anew in each. */
export class House {
  #open: { readonly workstation: TestWorkstation; readonly staff: Staff } | null = null;

  /** @param prepare what is done before each test */
  constructor(kind: TestWorkstation['kind'], prepare: (house: House) => Promise<void> = async () => undefined) {
    beforeEach(async () => {
      const workstation = await openWorkstation(kind);
      this.#open = { workstation, staff: await withStaff(workstation) };
      await prepare(this);
    });
    afterEach(() => this.workstation.close());
  }

  get #now() {
    if (!this.#open) throw new Error('no test is running');
    return this.#open;
  }

  get workstation(): TestWorkstation {
    return this.#now.workstation;
  }

  get staff(): Staff {
    return this.#now.staff;
  }

  as(who: keyof Staff['users']): TestWorkstation['system'] {
    return this.workstation.as(this.staff.users[who]);
  }

  get supervisor(): TestWorkstation['system'] {
    return this.as('supervisor');
  }
}
