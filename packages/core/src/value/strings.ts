/** The column types whose values are strings in JSON, each with one text for each value. */
import * as Result from "effect/Result"
import { parseBits } from "./bits.ts"
import { compareBytes, parseBytes } from "./bytes.ts"
import { comparisonOf } from "./collation.ts"
import { compareDates, parseDate } from "./date.ts"
import { parseMacaddr, parseMacaddr8 } from "./hardware.ts"
import { compareInstants, compareLocals, parseInstant, parseLocal } from "./instant.ts"
import { compareIntervals, parseInterval } from "./interval.ts"
import { compareAddresses, parseCidr, parseInet } from "./network.ts"
import { printCell } from "./numberCell.ts"
import { isOrdered } from "./otherType.ts"
import type { OfKind, Scalar } from "./Scalar.ts"
import { compareText } from "./text.ts"
import { bounded, oneOf, parseUuid, storable, unpadded } from "./textCell.ts"
import { compareZonedTimes, parseTime, parseZonedTime } from "./timeOfDay.ts"

type StringType = OfKind<
  | "bit"
  | "bytea"
  | "char"
  | "cidr"
  | "citext"
  | "date"
  | "enum"
  | "inet"
  | "interval"
  | "macaddr"
  | "macaddr8"
  | "other"
  | "text"
  | "time"
  | "timestamp"
  | "timestamptz"
  | "timetz"
  | "uuid"
>
type Read = (text: string) => Result.Result<string, string>
type Compare = (left: string, right: string) => number

/** What each means; a new kind does not compile until it says so. */
export const stringOf = (type: StringType): Scalar => {
  switch (type.kind) {
    case "text":
      return scalar((text) => bounded(text, type.length), comparisonOf(type.collation))
    case "char":
      return scalar((text) => unpadded(text, type.length))
    case "citext":
      return scalar(storable, compareFolded)
    case "uuid":
      return scalar(parseUuid)
    case "enum":
      return {
        ...scalar(
          (text) => oneOf(text, type.labels),
          type.type === null ? compareText : byLabel(type.labels)
        ),
        fromJson: (json) => oneOf(json, type.labels)
      }
    case "date":
      return scalar(parseDate, compareDates)
    case "time":
      return scalar(parseTime)
    case "timetz":
      return scalar(parseZonedTime, compareZonedTimes)
    case "timestamptz":
      return scalar(parseInstant, compareInstants)
    case "timestamp":
      return type.zone === "utc" ? scalar(parseInstant, compareInstants) : scalar(parseLocal, compareLocals)
    case "interval":
      return scalar(parseInterval, compareIntervals)
    case "bytea":
      return scalar(parseBytes, compareBytes)
    case "bit":
      return scalar((text) => parseBits(text, type))
    case "inet":
      return scalar(parseInet, compareAddresses)
    case "cidr":
      return scalar(parseCidr, compareAddresses)
    case "macaddr":
      return scalar(parseMacaddr)
    case "macaddr8":
      return scalar(parseMacaddr8)
    case "other":
      return isOrdered(type.type) ? scalar(storable) : { ...scalar(storable), parse: null }
  }
}

/** A type that reads one text alike from JSON and from a filter. */
export const scalar = (read: Read, compare: Compare = compareText): Scalar => ({
  fromJson: (json) => (typeof json === "string" ? read(json) : Result.fail("must be a string")),
  parse: read,
  compare: (left, right) => compare(String(left), String(right)),
  print: printCell
})

function compareFolded(left: string, right: string): number {
  return compareText(left.toLowerCase(), right.toLowerCase())
}

function byLabel(labels: ReadonlyArray<string>): Compare {
  return (left, right) => labels.indexOf(left) - labels.indexOf(right)
}
