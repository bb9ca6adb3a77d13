/** Hook that returns the current time for clocks on the screen. */
import { useEffect, useState } from 'react';

/** The present moment, told every second. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
