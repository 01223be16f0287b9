/** Subjects that are nobody's. */

/** A subject of nobody, which looks like others. */
export const nobody = "00000000-0000-4000-8000-000000000000"

/** Texts that no directory gave out, some of which mean something elsewhere. */
export const hostile = (subject: string): ReadonlyArray<string> => [
  "",
  " ",
  "*",
  "%",
  "__proto__",
  "constructor",
  `${subject}" or sub ^= "`,
  `${subject}\\`,
  `"${subject}"`,
  `${subject} `,
  `${subject}\n`,
  subject.slice(0, -1),
  subject.slice(0, 8),
  `${subject.slice(0, -1)}*`,
  `' or '1' = '1`,
  "\u0000",
  "\ud800",
  "é😀",
  "x".repeat(100_000)
]
