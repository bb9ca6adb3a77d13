/** The set-up that the tests of sampling share: a fresh hospital before each, and its supervisor at the desk. */
import { afterEach, beforeEach } from 'vitest';
import { openWorkstation, type Staff, type TestWorkstation, withStaff } from '../helpers/workstation.ts';

/** What the running test finds; read anew in each. */
export class SamplingRoom {
  #open: { readonly workstation: TestWorkstation; readonly staff: Staff } | null = null;

  /** @param prepare what is done before each test */
  constructor(kind: TestWorkstation['kind'], prepare: (room: SamplingRoom) => Promise<void> = async () => undefined) {
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

  get supervisor(): TestWorkstation['system'] {
    return this.workstation.as(this.staff.users.supervisor);
  }
}
