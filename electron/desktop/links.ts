/** The allow-list of addresses that the desktop opens in other programs. */
import { isDiallingLink } from '../../shared/worklist/rules/dialling.ts';

/** Sites a person may open from the page, by origin; none is needed for the work. */
const sites: readonly string[] = [];

/** Softphone links with nothing but a number or a SIP address, and the listed sites over https. */
export function mayOpen(link: string): boolean {
  if (isDiallingLink(link)) return true;
  const url = URL.canParse(link) ? new URL(link) : null;
  return url?.protocol === 'https:' && sites.includes(url.origin);
}
