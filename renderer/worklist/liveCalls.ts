/**
 * The calls that this page itself opened, by attempt; of any other running call the page cannot know whether somebody
 * still talks.
 */
export const liveCalls = new Set<string>();
