/**
 * Properties start from one seed, so that what passed on one machine passes on every other. `EXPLORE=1 npm test -- unit`
 * starts each from a new one, to look further.
 */
import fc from 'fast-check';

fc.configureGlobal(process.env['EXPLORE'] ? {} : { seed: 20_261_125 });

export { fc };
