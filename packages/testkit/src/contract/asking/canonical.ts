/** JSON that can be compared: keys in order, numbers by value with every digit. */
import { ExactNumber, parseExactJson, type Resource, type Values } from "@pgcrest/core"

/** Equal for texts that mean the same JSON, however keys are ordered and numbers are written. */
export const canonical = (json: string): string => print(parseExactJson(json))

/** The canonical JSON of decoded records. */
export const canonicalRows = ({ columns }: Resource.Resource, rows: ReadonlyArray<Values>): string => {
  const cell = (name: string, value: Values[string]) =>
    value === null ? "null" : (columns.get(name)?.cell.print(value) ?? "absent")
  const object = (row: Values) =>
    Object.entries(row).map(([name, value]) => `${JSON.stringify(name)}:${cell(name, value)}`)
  return canonical(`[${rows.map((row) => `{${object(row).join(",")}}`).join(",")}]`)
}

/** A value of any depth as canonical text; bigints are numbers. */
export const print = (value: unknown): string => {
  if (value instanceof ExactNumber) return number(value.text)
  if (typeof value === "number" && !Number.isFinite(value)) return JSON.stringify(String(value))
  if (typeof value === "number" || typeof value === "bigint") return number(String(value))
  if (Array.isArray(value)) return `[${value.map(print).join(",")}]`
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined"
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${print(member)}`).join(",")}}`
}

function number(text: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/u.exec(text) ?? []
  const digits = (whole + fraction).replace(/^0+/u, "")
  const significant = digits.replace(/0+$/u, "")
  if (significant === "") return "0"
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`
}
