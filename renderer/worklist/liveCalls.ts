/** Calls that this page opened itself, by attempt: of any other running call it is not known whether somebody still talks. */
export const liveCalls = new Set<string>();
