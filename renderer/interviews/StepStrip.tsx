import type { Stage } from './callSteps.ts';
import './stepStrip.css';

/** Where the call is: the stages, with the place inside the present one. */
export function StepStrip({ stages, step, go }: { stages: readonly Stage[]; step: string; go: (step: string) => void }) {
  const now = stages.findIndex((stage) => stage.steps.includes(step));
  return (
    <nav className="call-steps" aria-label="访谈进度">
      {stages.map(({ key, label, steps }, index) => {
        const at = steps.indexOf(step);
        return (
          <button
            key={key}
            type="button"
            tabIndex={-1}
            className={index === now ? 'now' : index < now ? 'done' : ''}
            aria-current={index === now ? 'step' : undefined}
            onClick={() => go(steps[0] ?? step)}
          >
            {label}
            {index === now && steps.length > 1 && ` ${at + 1}/${steps.length}`}
          </button>
        );
      })}
    </nav>
  );
}
