/**
 * Area codes of mainland China (numbering plan of the Ministry of Industry and Information Technology), without the codes that were
 * merged into others. A landline with another beginning cannot be dialled.
 */
const threeDigits = ['010', '020', '021', '022', '023', '024', '025', '027', '028', '029'];

/** By the first digits: 031 with 0–9 means 0310 to 0319. */
const fourDigits: Readonly<Record<string, string>> = {
  '031': '0123456789',
  '033': '5',
  '034': '9',
  '035': '0123456789',
  '037': '0123456789',
  '039': '1234568',
  '041': '1256789',
  '042': '179',
  '043': '123456789',
  '045': '123456789',
  '046': '4789',
  '047': '0123456789',
  '048': '23',
  '051': '0123456789',
  '052': '37',
  '053': '0123456789',
  '054': '36',
  '055': '0123456789',
  '056': '12346',
  '057': '0123456789',
  '058': '0',
  '059': '123456789',
  '063': '12345',
  '066': '0238',
  '069': '12',
  '070': '1',
  '071': '0123456789',
  '072': '248',
  '073': '01456789',
  '074': '3456',
  '075': '0123456789',
  '076': '023689',
  '077': '0123456789',
  '079': '0123456789',
  '081': '23678',
  '082': '567',
  '083': '0123456789',
  '085': '1456789',
  '087': '0123456789',
  '088': '3678',
  '089': '12345678',
  '090': '123689',
  '091': '12345679',
  '093': '0123456789',
  '094': '13',
  '095': '12345',
  '097': '012345679',
  '099': '0123456789',
};

const areaCodes: ReadonlySet<string> = new Set([
  ...threeDigits,
  ...Object.entries(fourDigits).flatMap(([start, ends]) => [...ends].map((end) => start + end)),
]);

/** The area code that a landline's digits begin with; undefined where it is none. */
export function areaCodeOf(digits: string): string | undefined {
  return [digits.slice(0, 3), digits.slice(0, 4)].find((code) => areaCodes.has(code));
}
