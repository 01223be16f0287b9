/** A text with faults. */
import { integer, pick, type Random } from "../../seed/random.ts"
import * as words from "./words.ts"

/** The text with so many edits: something put in, taken out, changed, doubled, or moved. */
export function broken(random: Random, text: string, edits: number): string {
  let edited = text
  for (let edit = 0; edit < edits; edit++) {
    const [from, to] = [integer(random, 0, edited.length), integer(random, 0, edited.length)].toSorted(
      (a, b) => a - b
    )
    const [before, middle, after] = [edited.slice(0, from), edited.slice(from, to), edited.slice(to)]
    const put = pick(random, random() < 0.6 ? words.marks : words.parts)
    edited = pick(random, [
      `${before}${put}${middle}${after}`,
      `${before}${after}`,
      `${before}${put}${after}`,
      `${before}${middle}${middle}${after}`,
      `${middle}${before}${after}`
    ])
  }
  return edited.slice(0, 400)
}
