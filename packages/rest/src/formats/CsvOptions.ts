/** What of CSV is a matter of who reads it. */

/** How CSV is written and read. */
export interface CsvOptions {
  /** What ends a line: `\r\n` unless given, as RFC 4180 has it; both are read. */
  readonly newline?: "\r\n" | "\n"
  /** Whether a byte order mark stands in front, without which Excel takes UTF-8 for something else. */
  readonly bom?: boolean
  /**
   * Whether a text that a spreadsheet would take for a formula gets an apostrophe in front: one that begins with `=`, `+`,
   * `-`, `@`, a tab or a carriage return. What is sent back is then another text; `kept` unless given.
   */
  readonly formulas?: "kept" | "escaped"
  /**
   * What null is written as, and what is null where it is read, without quotes: nothing unless given, so that `""` is the
   * empty text. PostgREST's wire reads `NULL` unless it is given.
   */
  readonly null?: string
}
