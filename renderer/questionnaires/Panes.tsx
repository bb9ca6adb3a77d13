import { type ReactNode, useState } from 'react';

export interface PaneEntry {
  readonly key: string;
  readonly label: string;
  /** Beside the label, smaller. */
  readonly note?: string;
}

export interface PaneGroup {
  readonly title: string;
  readonly entries: readonly PaneEntry[];
}

/** A list on the left; what is chosen in it on the right. */
export function Panes({ name, groups, detail }: { name: string; groups: readonly PaneGroup[]; detail: (key: string) => ReactNode }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = chosen ?? groups[0]?.entries[0]?.key ?? '';
  return (
    <div className="questionnaire-panes">
      <nav className="card questionnaire-list" aria-label={name}>
        {groups.map((group) => (
          <section key={group.title}>
            <h2>
              <span>{group.title}</span>
              <span className="dim">{group.entries.length}</span>
            </h2>
            <div className={group.entries.some((entry) => entry.note) ? undefined : 'short'}>
              {group.entries.map(({ key, label, note }) => (
                <button key={key} type="button" aria-current={key === shown} onClick={() => setChosen(key)}>
                  <span>{label}</span>
                  {note && <span>{note}</span>}
                </button>
              ))}
            </div>
          </section>
        ))}
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
      <article className="card questionnaire-detail" tabIndex={0}>
        {detail(shown)}
      </article>
    </div>
  );
}
