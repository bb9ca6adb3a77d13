/** Publishes to connected screens: changed topics after a commit (gathered), progress of long work, and a heartbeat. */
import { EventPublisher } from '@orpc/server';
import type { Progress, Topic } from '../../../shared/base/contract/topics.ts';

/** Changes that follow one another this closely are told together, so that screens ask once. */
const gatherMs = 250;
/** A listener that hears nothing for much longer has lost its line without knowing. */
const beatMs = 15_000;

export type Heard =
  | { readonly kind: 'changed'; readonly topics: readonly Topic[] }
  | { readonly kind: 'progress'; readonly userId: string; readonly progress: Progress }
  | { readonly kind: 'beat' };

export class Pushes {
  readonly #publisher = new EventPublisher<{ push: Heard }>();
  readonly #gathered = new Set<Topic>();
  #waiting = false;
  #beat: NodeJS.Timeout | undefined;

  /** Tells it within a quarter of a second, with whatever else changes until then. */
  changed(topics: Iterable<Topic>): void {
    for (const topic of topics) this.#gathered.add(topic);
    if (this.#gathered.size === 0 || this.#waiting) return;
    this.#waiting = true;
    setTimeout(() => {
      this.#waiting = false;
      this.#publisher.publish('push', { kind: 'changed', topics: [...this.#gathered] });
      this.#gathered.clear();
    }, gatherMs).unref();
  }

  progress(userId: string, progress: Progress): void {
    this.#publisher.publish('push', { kind: 'progress', userId, progress });
  }

  /** Everything from this moment on. */
  hear(signal: AbortSignal | undefined): AsyncGenerator<Heard> {
    this.#beat ??= setInterval(() => this.#goOn(), beatMs).unref();
    return this.#publisher.subscribe('push', signal ? { signal } : {});
  }

  #goOn(): void {
    if (this.#publisher.size > 0) this.#publisher.publish('push', { kind: 'beat' });
    else {
      clearInterval(this.#beat);
      this.#beat = undefined;
    }
  }
}
