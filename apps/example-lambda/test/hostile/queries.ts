/** Query strings: such as the grammar knows, such with a few faults, and any characters of its alphabet. */
import { integer, pick, type Random } from "../../seed/random.ts"
import { broken } from "./broken.ts"
import { type Suited, suited } from "./suited.ts"
import { values } from "./values.ts"
import * as words from "./words.ts"

/** `?…` for a list of shelves. More than half are valid or nearly so. */
export const anyQuery = (random: Random): string => {
  const kind = random()
  const pairs = kind < 0.1 ? paged(random) : kind < 0.55 ? nearlyValid(random) : anyPairs(random)
  // Now and then as no client encodes it.
  const plain = random() < 0.1
  const text = pairs.map((pair) =>
    pair.map((part) => (plain ? part.replaceAll(/[#\s\u0080-\uffff]/gu, "x") : encoded(part))).join("=")
  )
  return `?${text.join("&")}`
}

type Pairs = ReadonlyArray<readonly [name: string, value: string]>

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed())

const some = <A>(random: Random, most: number, make: () => A): ReadonlyArray<A> =>
  Array.from({ length: integer(random, 1, most) }, make)

/** A first page, of which there is a next. */
const paged = (random: Random): Pairs => [
  ["order", `${pick(random, words.sortable)}.desc,${pick(random, words.sortable)}.nullsfirst`],
  ["limit", String(integer(random, 1, 3))]
]

function nearlyValid(random: Random): Pairs {
  const asked = [...new Map(some(random, 3, () => pair(random)))]
  const pairs = asked.some(([name]) => name.startsWith("boxes."))
    ? [...asked.filter(([name]) => name !== "select"), shown]
    : asked
  const faults = random() < 0.6 ? 0 : integer(random, 1, 3)
  const mended = pairs.map(([name, value]): readonly [string, string] =>
    random() < 0.2 ? [broken(random, name, faults), value] : [name, broken(random, value, faults)]
  )
  return faults === 0 ? pairs : mended
}

const shown = ["select", 'name,"a b":meta->>a,boxes(size)'] as const

const anyPairs = (random: Random): Pairs =>
  some(random, 3, () => [
    random() < 0.5 ? pick(random, words.parameters) : anyParts(random, 5),
    random() < 0.3 ? `${pick(random, words.operators)}.${anyParts(random, 12)}` : anyParts(random, 20)
  ])

const anyParts = (random: Random, most: number): string =>
  some(random, most, () => pick(random, random() < 0.7 ? words.marks : words.parts)).join("")

function pair(random: Random): Pairs[number] {
  const kind = random()
  if (kind < 0.15) return ["select", some(random, 5, () => item(random, 2)).join()]
  if (kind < 0.25) return ["order", some(random, 3, () => term(random)).join()]
  if (kind < 0.32) return [pick(random, ["limit", "offset", "boxes.limit"]), String(integer(random, 0, 1010))]
  if (kind < 0.34) return ["cursor", cursor(random)]
  if (kind < 0.37) return pick<Pairs[number]>(random, relatedPairs)
  if (kind < 0.55) return [pick(random, ["or", "and", "not.or", "not.and"]), tree(random, 3)]
  return condition(random, false)
}

const relatedPairs = [
  ["boxes.name", "eq.box 1"],
  ["boxes.size", "not.in.(1,2)"],
  ["boxes.order", "size.desc.nullsfirst,name"],
  ["boxes.or", "(size.gt.1,name.is.null)"],
  ["boxes", "is.null"],
  ["boxes.offset", "1"]
] as const

function tree(random: Random, levels: number): string {
  const members = some(random, 3, () =>
    levels > 1 && random() < 0.3
      ? `${pick(random, ["or", "and", "not.and"])}${tree(random, levels - 1)}`
      : condition(random, true).join(".")
  )
  return `(${members.join()})`
}

const field = (random: Random): string =>
  random() < 0.96 ? pick(random, pick(random, suited).fields) : unsuited(random).fields[0]

/** Anything beside anything. */
function unsuited(random: Random): Suited {
  const name = pick(random, words.fields)
  const path = name === "meta" || name === "raw" ? pick(random, words.paths) : ""
  return { fields: [`${name}${path}`], operators: words.operators, values }
}

function condition(random: Random, quotes: boolean): readonly [string, string] {
  const asked = random() < 0.96 ? pick(random, suited) : unsuited(random)
  const [name, operator] = [pick(random, asked.fields), pick(random, asked.operators)]
  const value = pick(random, asked.values)
  const not = random() < 0.2 ? "not." : ""
  const quoted = `"${value.replaceAll(/["\\]/gu, "\\$&")}"`
  const kind = random()
  if (kind < 0.12) return [name, `${not}in.(${quoted},${quoted})`]
  if (kind < 0.24)
    return [name, `${not}${pick(random, words.quantified)}(${pick(random, ["any", "all"])}).{${quoted}}`]
  if (kind < 0.3) return [name, `${not}is.${pick(random, ["null", "not_null", "null", "unknown"])}`]
  if (kind < 0.34) return [pick(random, ["name", "label", "meta->>a"]), `${not}${search(random)}`]
  return [name, `${not}${operator}.${quotes ? quoted : value}`]
}

const search = (random: Random): string =>
  `${pick(random, words.searches)}(${pick(random, words.languages)}).${pick(random, words.searchWords)}`

function item(random: Random, levels: number, of: "shelves" | "boxes" = "shelves"): string {
  const as = random() < 0.4 ? `${pick(random, words.names)}:` : ""
  const kind = random()
  const cast = random() < 0.05 ? `::${pick(random, words.casts)}` : ""
  const name = of === "shelves" ? field(random) : pick(random, words.fieldsOfBoxes)
  if (kind < 0.05) return `${as}${name}.${pick(random, words.aggregates)}()${cast}`
  if (kind < 0.1) return pick(random, ["*", `${as}count()`])
  if (kind < 0.4 && levels > 0) {
    const inside = some(random, 3, () =>
      item(random, levels - 1, of === "shelves" ? "boxes" : "shelves")
    ).join()
    const spread = random() < 0.2 ? "..." : ""
    return `${spread}${as}${of === "shelves" ? "boxes" : "shelf"}${pick(random, words.hints)}(${inside})`
  }
  return `${as}${name}${cast}`
}

const term = (random: Random): string =>
  `${random() < 0.03 ? `shelf(${field(random)})` : field(random)}${pick(random, ["", ".asc", ".desc"])}${pick(random, ["", ".nullsfirst", ".nullslast"])}`

const cursor = (random: Random): string =>
  Buffer.from(
    `${pick(random, [">", "<", ""])}${pick(random, ["x", "1a2b", ""])} ${JSON.stringify(some(random, 3, () => pick(random, values)))}`
  ).toString("base64url")
