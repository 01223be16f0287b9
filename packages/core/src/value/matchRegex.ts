/** Whether a regular expression finds something in a text, in time that no expression makes long. */
import type { CharacterClass, Regex } from "./Regex.ts"

/** Anywhere in the text; without regard to case where `insensitive`. */
export const matchRegex = (regex: Regex, text: string, insensitive: boolean): boolean => {
  const letters = [...text].map((letter) => (insensitive ? variantsOf(letter) : [codeOf(letter)]))
  return endsOf(regex, new Set([...letters.keys(), letters.length]), letters).size > 0
}

type Places = ReadonlySet<number>
/** Each character's code points: its own, and what is the same without regard to case. */
type Letters = ReadonlyArray<ReadonlyArray<number>>

/** Where it can end, of these places where it can begin: all ways at once, and no way twice. */
function endsOf(regex: Regex, starts: Places, letters: Letters): Places {
  switch (regex._tag) {
    case "Class":
      return new Set([...starts].flatMap((at) => (has(regex, letters[at]) ? [at + 1] : [])))
    case "Start":
      return new Set([...starts].filter((at) => at === 0))
    case "End":
      return new Set([...starts].filter((at) => at === letters.length))
    case "Sequence":
      return regex.parts.reduce((places, part) => endsOf(part, places, letters), starts)
    case "Choice":
      return new Set(regex.parts.flatMap((part) => [...endsOf(part, starts, letters)]))
    case "Repeat":
      return repeated(regex, starts, letters)
  }
}

function repeated(
  { least, most, of }: Extract<Regex, { readonly _tag: "Repeat" }>,
  starts: Places,
  letters: Letters
): Places {
  let places = starts
  for (let time = 0; time < least; time++) places = endsOf(of, places, letters)
  const all = new Set(places)
  for (let time = least; places.size > 0 && time < (most ?? Infinity); time++) {
    places = new Set([...endsOf(of, places, letters)].filter((at) => !all.has(at)))
    for (const at of places) all.add(at)
  }
  return all
}

function has({ negated, ranges }: CharacterClass, codes: ReadonlyArray<number> | undefined): boolean {
  if (codes === undefined) return false
  return codes.some((code) => ranges.some(([from, to]) => from <= code && code <= to)) !== negated
}

function variantsOf(letter: string): ReadonlyArray<number> {
  return [letter, letter.toLowerCase(), letter.toUpperCase()].map(codeOf)
}

function codeOf(letter: string): number {
  return letter.codePointAt(0) ?? 0
}
