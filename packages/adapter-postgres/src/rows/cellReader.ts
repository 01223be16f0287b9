/** PostgreSQL's text of a cell as the value that hooks see, by a reader that is made once per column. */
import { type Cell, cellType, type ColumnType, parseExactJson, parseInstant } from "@pgcrest/core"
import * as Result from "effect/Result"
import { isJsonOutside } from "../sql/columns.ts"
import { readArray } from "./arrayText.ts"

/** Exhaustive: a new kind does not compile until somebody says how its text is read. */
export const cellReader = (type: ColumnType): ((text: string) => Cell) => {
  switch (type.kind) {
    case "boolean":
      return (text) => text === "t"
    case "smallint":
    case "integer":
    case "oid":
    case "float":
      return Number
    case "real":
      return (text) => Math.fround(Number(text))
    case "bigint":
      return BigInt
    case "timestamptz":
      return instant
    case "timestamp":
      return (text) => timestamp(text, type.zone)
    case "char":
      return withoutBlanks
    case "bytea":
      return (text) => Buffer.from(text.slice(2), "hex").toString("base64")
    case "json":
    case "jsonb":
    case "hstore":
    case "geometry":
      return readJson
    case "array": {
      const readElement = cellReader(type.of)
      return isJsonOutside(type) ? readJson : (text) => readArray(text, readElement)
    }
    case "range":
    case "multirange": {
      const read = canonical(type)
      return isUtc(type.of) ? (text) => read(zonedBounds(text)) : read
    }
    case "interval":
    case "timetz":
      return canonical(type)
    case "uuid":
    case "text":
    case "citext":
    case "enum":
    case "numeric":
    case "date":
    case "time":
    case "bit":
    case "inet":
    case "cidr":
    case "macaddr":
    case "macaddr8":
    case "other":
      return asIs
  }
}

/** RFC 3339 of PostgreSQL's ISO output: sliced where the session says UTC, converted otherwise. */
export const instant = (text: string): string => {
  if (text.endsWith("+00") && text.charCodeAt(10) === 32) return `${text.slice(0, 10)}T${text.slice(11, -3)}Z`
  return Result.getOrElse(parseInstant(text), () => text)
}

/** The same of one without a zone, where `utc` says which; what a clock on a wall shows has none. */
export const timestamp = (text: string, zone: "utc" | "local"): string => {
  const [, moment = text, era = ""] = /^(.*?)( BC)?$/u.exec(text) ?? []
  return moment.endsWith("infinity") ? text : `${moment.replace(" ", "T")}${zone === "utc" ? "Z" : ""}${era}`
}

/** Whether a column holds instants without saying so, and its elements or bounds too. */
export const isUtc = (type: ColumnType): boolean =>
  type.kind === "timestamp" ? type.zone === "utc" : "of" in type && isUtc(type.of)

/** The bounds of a range of such: PostgreSQL writes each in quotes, as it has a blank in it. */
export const zonedBounds = (text: string): string =>
  text.replaceAll(/"(\d+-\d\d-\d\d) ([\d:.]+)( BC)?"/gu, '"$1T$2Z$3"')

/** As core tells it: PostgreSQL writes it by settings of the session. */
function canonical(type: ColumnType): (text: string) => Cell {
  const { fromJson } = cellType(type)
  return (text) => Result.getOrElse(fromJson(text), () => text)
}

// By hand: a pattern would look at each run of blanks anew.
function withoutBlanks(text: string): string {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 32) end--
  return text.slice(0, end)
}

function asIs(text: string): Cell {
  return text
}

/** The slower way only for numbers that a double may change. */
function readJson(text: string): Cell {
  return /\d[\d.]{15}|\d[eE]/u.test(text) ? parseExactJson(text) : JSON.parse(text)
}
