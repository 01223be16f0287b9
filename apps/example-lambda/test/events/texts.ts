/** Values that programs stumble over, and plain ones. */
import { integer, pick, type Random } from "../../seed/random.ts"

/** Any text, now and then of some length. */
export const anyText = (random: Random): string => {
  const kind = random()
  if (kind < 0.6) return pick(random, texts)
  if (kind < 0.9) return anyCharacters(random, integer(random, 0, 30))
  return pick(random, ["x", "λ", "💥", "%", "(", "'"]).repeat(integer(random, 1, 5000))
}

/** Any JSON, at most four levels deep. */
export const anyJson = (random: Random, depth = 0): unknown => {
  const kind = random()
  if (depth < 4 && kind < 0.2)
    return Array.from({ length: integer(random, 0, 4) }, () => anyJson(random, depth + 1))
  if (depth < 4 && kind < 0.4) {
    return Object.fromEntries(
      Array.from({ length: integer(random, 0, 4) }, () => [anyText(random), anyJson(random, depth + 1)])
    )
  }
  if (kind < 0.7) return anyText(random)
  return kind < 0.9 ? pick(random, numbers) : pick(random, [true, false, null])
}

const anyCharacters = (random: Random, length: number): string =>
  Array.from({ length }, () =>
    random() < 0.8
      ? String.fromCharCode(integer(random, 0x20, 0x7e))
      : String.fromCharCode(integer(random, 0, 0xffff))
  ).join("")

const numbers = [
  0,
  -1,
  1,
  3,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  1e308,
  -1e-308,
  0.1,
  1.005,
  10_000,
  123456789.12
] as const

const texts = [
  "",
  " ",
  "a",
  "λ",
  "💥",
  "\0",
  "a\0b",
  "\ud800",
  "\udfff\ud800",
  "\u202e",
  "\n",
  "'; drop table library.books; --",
  '"',
  "\\",
  "%",
  "%00",
  "%2F",
  "%zz",
  "__proto__",
  "constructor",
  "toString",
  "null",
  "NaN",
  "Infinity",
  "-infinity",
  "1e400",
  "1e99999",
  "00",
  "-0",
  "12.345678901234567890",
  "9223372036854775808",
  "2026-02-30",
  "0001-01-01",
  "9999-12-31",
  "10000-01-01",
  "2026-01-01T00:00:00+14:00",
  "9999-12-31T23:59:59.9999999-14:00",
  "now",
  "epoch",
  "{1,2}",
  "[1,2)",
  "(a.eq.1,or(b.gt.2))",
  "in.(1,2)",
  "*",
  "$1",
  "${x}",
  "../../etc/passwd",
  "en",
  "active",
  "9780140449136"
] as const
