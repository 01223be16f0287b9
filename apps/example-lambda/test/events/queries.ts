/** Query strings: filters, trees, pages, and what is none of these. */
import { integer, pick, type Random } from "../../seed/random.ts"
import { anyText } from "./texts.ts"

/** `?…`, or nothing. */
export const anyQuery = (random: Random, resource: string, uid: () => string): string => {
  if (random() < 0.3) return ""
  const pairs = Array.from({ length: integer(random, 1, 3) }, () => pair(random, resource, uid))
  return `?${pairs.join("&")}`
}

const pair = (random: Random, resource: string, uid: () => string): string => {
  const kind = random()
  if (kind < 0.1) return encode(anyText(random))
  if (kind < 0.3)
    return pick(random, [
      "limit=2",
      "offset=1",
      "limit=-1",
      "limit=1001",
      "limit=x",
      "offset=999999999999999"
    ])
  if (kind < 0.4)
    return `order=${field(random, resource)}.${pick(random, ["asc", "desc", "asc.nullsfirst", "desc.nullslast", "up"])}`
  if (kind < 0.5) return `select=${field(random, resource)},${field(random, resource)}`
  if (kind < 0.65)
    return `${pick(random, ["and", "or", "not.or"])}=(${condition(random, resource, uid)},${condition(random, resource, uid)})`
  return condition(random, resource, uid).replace(".", "=")
}

const condition = (random: Random, resource: string, uid: () => string): string => {
  const [not, value] = [random() < 0.2 ? "not." : "", encode(operand(random, uid))]
  const name = field(random, resource)
  const kind = random()
  if (kind < 0.2) return `${name}.${not}in.(${value},${encode(operand(random, uid))})`
  if (kind < 0.3) return `${name}.${not}is.${pick(random, ["null", "not_null", "true", "x"])}`
  return `${name}.${not}${pick(random, operators)}.${value}`
}

const operand = (random: Random, uid: () => string): string =>
  pick(random, [
    uid(),
    anyText(random),
    anyText(random),
    "3",
    "12.5",
    "2020-01-01",
    "2020-01-01T00:00:00Z",
    "*a*",
    "true"
  ])

const field = (random: Random, resource: string): string =>
  pick(random, random() < 0.9 ? (fields[resource] ?? common) : common)

const encode = (text: string): string => encodeURIComponent(text.toWellFormed())

const operators = ["eq", "neq", "lt", "lte", "gt", "gte", "like", "ilike", "equals"] as const

type Names = readonly [string, ...ReadonlyArray<string>]
const common: Names = ["uid", "version", "created_at", "creator_uid", "nothing", "__proto__"]
const fields: Readonly<Record<string, Names>> = {
  authors: ["name", "born", "died", "country", "biography"],
  books: ["title", "isbn", "author_uid", "published", "pages", "price", "genres", "details", "copies"],
  members: ["name", "email", "joined", "status"],
  loans: ["book_uid", "member_uid", "due", "returned_at", "renewals"]
}
