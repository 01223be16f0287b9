/** Bodies for the library's resources: whole records, and what can go wrong with them. */
import { integer, pick, type Random } from "../../seed/random.ts"
import { anyJson, anyText } from "./texts.ts"

type Body = Readonly<Record<string, unknown>>

/** A text that is a body: of a record, of a record with faults, or of nothing. */
export const anyBody = (random: Random, resource: string, uid: () => string): string => {
  const kind = random()
  if (kind < 0.05) return anyText(random)
  if (kind < 0.15) return JSON.stringify(anyJson(random))
  if (kind < 0.25) return JSON.stringify(anyPatch(random))
  const whole = records[resource]?.(random, uid) ?? {}
  const part = random() < 0.8 ? whole : omit(random, whole)
  const faults = random() < 0.6 ? 0 : integer(random, 1, 3)
  const mended = Array.from({ length: faults }, () => [pick(random, names), anyJson(random)] as const)
  const text = JSON.stringify({ ...part, ...Object.fromEntries(mended) })
  if (kind < 0.9) return text
  // Numbers that JSON.stringify cannot write, a name twice, a text that ends too early.
  return pick(random, [
    text.replace(/\d+/, "1e400"),
    text.replace(/\d+/, "12345678901234567890.12"),
    text.replace("{", '{"title":1,'),
    text.slice(0, integer(random, 0, text.length)),
    `\ufeff${text}`
  ])
}

const omit = (random: Random, body: Body): Body =>
  Object.fromEntries(Object.entries(body).filter(() => random() < 0.5))

/** Operations of all kinds, most of which are none, or go nowhere. */
const anyPatch = (random: Random): ReadonlyArray<unknown> =>
  Array.from({ length: integer(random, 0, 6) }, () =>
    random() < 0.05
      ? anyJson(random)
      : { op: pick(random, ops), path: anyPointer(random), from: anyPointer(random), value: anyJson(random) }
  )

const ops = ["add", "add", "remove", "replace", "move", "copy", "copy", "test", "foo"] as const

const anyPointer = (random: Random): string =>
  random() < 0.05
    ? anyText(random)
    : ["", pick(random, names), ...["0", "-", "a~1b", "__proto__"].filter(() => random() < 0.2)].join("/")

const nonEmpty = (random: Random) => `A${anyText(random)}`.slice(0, 100)

const day = (random: Random) =>
  `20${integer(random, 10, 30)}-0${integer(random, 1, 9)}-1${integer(random, 0, 9)}`

const records: Readonly<Record<string, (random: Random, uid: () => string) => Body>> = {
  authors: (random) => ({ name: nonEmpty(random), born: day(random), biography: anyText(random) }),
  books: (random, uid) => ({
    title: nonEmpty(random),
    isbn: `978${String(integer(random, 0, 9999)).padStart(10, "0")}`,
    author_uid: uid(),
    published: integer(random, -500, 2100),
    price: integer(random, -1, 999_999) / 100,
    genres: [anyText(random), anyText(random)],
    details: anyJson(random),
    copies: integer(random, 0, 3)
  }),
  members: (random) => ({
    name: nonEmpty(random),
    email: `${random() < 0.9 ? integer(random, 0, 999) : "x".repeat(integer(random, 1, 9000))}@example.org`,
    joined: day(random),
    status: pick(random, ["active", "active", "suspended"])
  }),
  loans: (random, uid) => ({
    book_uid: uid(),
    member_uid: uid(),
    due: day(random),
    returned_at: random() < 0.5 ? null : `${day(random)}T10:00:00.123456789+02:00`
  })
}

const names = [
  "title",
  "isbn",
  "author_uid",
  "published",
  "pages",
  "price",
  "language",
  "genres",
  "details",
  "copies",
  "copies_available",
  "name",
  "born",
  "email",
  "joined",
  "status",
  "notes",
  "book_uid",
  "member_uid",
  "due",
  "returned_at",
  "renewals",
  "uid",
  "version",
  "created_at",
  "creator_uid",
  "__proto__",
  "constructor",
  "\0",
  "nothing"
] as const
