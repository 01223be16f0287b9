/** Which aggregates there are of which types, and what comes out: as PostgreSQL 15 has them, which is the floor. */
import * as Result from "effect/Result"
import type { Aggregate } from "../query/Query.ts"
import type { Term } from "../query/Term.ts"
import type { ColumnType } from "../value/ColumnType.ts"
import type { Meaning } from "./located.ts"

/** An aggregate, and the type of what it computes. */
export interface Computed {
  readonly aggregate: Aggregate
  readonly type: ColumnType
}

/** The aggregate of that name, of a column's values or of the records themselves, which can only be counted. */
export const computedOf = (column: Term | null, word: string): Meaning<Computed> => {
  if (!isAggregate(word)) return Result.fail({ _tag: "AggregateUnknown", aggregate: word })
  const type = word === "count" ? bigint : column === null ? null : resultOf(word, column.type)
  return type === null
    ? Result.fail({
        _tag: "AggregateUnfit",
        aggregate: word,
        field: column?.name ?? null,
        type: column?.type ?? null
      })
    : Result.succeed({ aggregate: word, type })
}

const bigint: ColumnType = { kind: "bigint" }
const float: ColumnType = { kind: "float" }
const numeric: ColumnType = { kind: "numeric", precision: null, scale: null }

const aggregates: ReadonlyArray<Aggregate> = ["count", "sum", "avg", "min", "max"]

/** Every word, as a client is told them. */
export const aggregateWords: ReadonlyArray<string> = aggregates

function isAggregate(word: string): word is Aggregate {
  return aggregateWords.includes(word)
}

function resultOf(aggregate: Exclude<Aggregate, "count">, type: ColumnType): ColumnType | null {
  const of = computable[type.kind]
  switch (aggregate) {
    case "sum":
      return of?.sum ?? null
    case "avg":
      return of?.avg ?? null
    case "min":
    case "max":
      return of === null ? null : type
  }
}

/** What comes out of sum and avg, null where a type has only min and max. */
interface Computable {
  readonly sum: ColumnType | null
  readonly avg: ColumnType | null
}

const ordered: Computable = { sum: null, avg: null }
const whole: Computable = { sum: bigint, avg: numeric }
const exact: Computable = { sum: numeric, avg: numeric }

// A new kind does not compile until it says what can be computed of it; null for nothing but their number.
const computable: Readonly<Record<ColumnType["kind"], Computable | null>> = {
  smallint: whole,
  integer: whole,
  bigint: exact,
  numeric: exact,
  real: { sum: { kind: "real" }, avg: float },
  float: { sum: float, avg: float },
  oid: ordered,
  text: ordered,
  char: ordered,
  citext: ordered,
  enum: ordered,
  date: ordered,
  time: ordered,
  timetz: ordered,
  timestamp: ordered,
  timestamptz: ordered,
  // An average of months has no one answer: versions of PostgreSQL spill them over into days alike, but not into infinity.
  interval: ordered,
  inet: ordered,
  uuid: null,
  boolean: null,
  bytea: null,
  bit: null,
  cidr: null,
  macaddr: null,
  macaddr8: null,
  json: null,
  jsonb: null,
  hstore: null,
  geometry: null,
  array: null,
  range: null,
  multirange: null,
  other: null
}
