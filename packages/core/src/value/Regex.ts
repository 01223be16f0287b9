/** Regular expressions as data: the part of POSIX's that can neither be malformed nor take time without bound. */
import type * as Result from "effect/Result"

/** What one character is compared with: code points from and to, both included. */
export interface CharacterClass {
  readonly _tag: "Class"
  readonly ranges: ReadonlyArray<readonly [from: number, to: number]>
  readonly negated: boolean
}

export type Regex =
  | CharacterClass
  /** `^` and `$`: of the whole text, never of a line. */
  | { readonly _tag: "Start" | "End" }
  | { readonly _tag: "Sequence" | "Choice"; readonly parts: ReadonlyArray<Regex> }
  /** From so many times to so many; null for any number. */
  | { readonly _tag: "Repeat"; readonly of: Regex; readonly least: number; readonly most: number | null }

/** A part of an expression, and the index behind it. */
export interface Found<A = Regex> {
  readonly regex: A
  readonly end: number
}

/** What was read of a text, or the rule that it breaks. */
export type Read<A = Regex> = Result.Result<Found<A>, string>

/** `.`: any character, also the end of a line. */
export const anything: CharacterClass = { _tag: "Class", ranges: [], negated: true }

/** One character by its code point. */
export const character = (code: number): CharacterClass => ({
  _tag: "Class",
  ranges: [[code, code]],
  negated: false
})

/** How many characters it stands for when each repetition is written out. */
export const sizeOf = (regex: Regex): number => {
  switch (regex._tag) {
    case "Class":
    case "Start":
    case "End":
      return 1
    case "Sequence":
    case "Choice":
      return regex.parts.reduce((sum, part) => sum + sizeOf(part), 0)
    case "Repeat":
      return sizeOf(regex.of) * Math.max(regex.most ?? 1, regex.least, 1)
  }
}

/** Whether a repetition, or an anchor, is anywhere inside. */
export const isBare = (regex: Regex): boolean => {
  switch (regex._tag) {
    case "Class":
      return true
    case "Sequence":
    case "Choice":
      return regex.parts.every(isBare)
    case "Start":
    case "End":
    case "Repeat":
      return false
  }
}
