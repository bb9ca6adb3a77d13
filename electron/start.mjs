// `npm start`. The guard runs before anything that an old Node could not load.
import './guard.mjs';

const { start } = await import('./cli/start.ts');
await start(process.argv.slice(2));
