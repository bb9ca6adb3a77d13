import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Suggestion } from '../../../shared/opinions/contract/opinions.ts';
import { client } from '../../base/client.ts';
import type { Captured } from '../edits.ts';

const pauseMs = 300;
/** Shorter texts are still being begun. */
const leastCharacters = 4;

/** Has what other calls brought been taken up? Asked once per call, well before the first opinion; a call goes on without it. */
export function useLearned(followUpId: string): boolean {
  const learned = useQuery({
    queryKey: ['learned opinions', followUpId],
    queryFn: () => client.opinions.learnOpinions({}),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return learned.isSuccess;
}

interface Asked {
  readonly key: string;
  readonly text: string;
  readonly itemCode: string | null;
  readonly suggestion: Suggestion;
}

/** What earlier cases suggest for the opinion, asked when the typing pauses; null until it is there for the text as it stands. */
export function useSuggestion(
  { followUpId, interviewId }: { followUpId: string; interviewId: string },
  { key, kind, text, itemCode }: Captured,
): Suggestion | null {
  const learned = useLearned(followUpId);
  const [asked, setAsked] = useState<Asked | null>(null);
  const silent = !learned || kind === 'praise' || text.trim().length < leastCharacters;
  useEffect(() => {
    if (silent) return;
    let current = true;
    const timer = setTimeout(() => {
      client.opinions.suggest({ interviewId, text, itemCode }).then(
        (suggestion) => current && setAsked({ key, text, itemCode, suggestion }),
        // A suggestion that does not come is none; what was typed is saved elsewhere.
        () => undefined,
      );
    }, pauseMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [interviewId, key, text, itemCode, silent]);
  const fits = asked !== null && !silent && asked.key === key && asked.text === text && asked.itemCode === itemCode;
  return fits ? asked.suggestion : null;
}
