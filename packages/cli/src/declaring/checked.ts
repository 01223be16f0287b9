/** A field's type with what checks say of it. */
import type { Check, Type } from "../catalogue/Description.ts"
import { call, list, text } from "../code/Code.ts"
import { checkOf, type Rule } from "./checkOf.ts"
import type { FieldType } from "./fieldType.ts"

export interface Checked extends Pick<FieldType, "code" | "kind" | "labels" | "takes"> {
  readonly unsaid: ReadonlyArray<Check>
}

interface Judged {
  readonly check: Check
  readonly rule: Rule | null
}

/** Over one column each; what is linked is a key or a reference, and of the bare type on either end. */
export const checked = (
  of: Type,
  type: FieldType,
  checks: ReadonlyArray<Check>,
  isLinked: boolean
): Checked => {
  const rules = checks.map((check) => ({ check, rule: checkOf(check) }))
  const labels = rules.flatMap(({ rule }) => (rule?.kind === "labels" ? [rule] : [])).at(0)
  if (labels !== undefined && type.kind === "text" && type.labels === null && !isLinked)
    return {
      ...type,
      code: call("Field.literals", list(labels.labels.map(text))),
      labels: labels.labels,
      unsaid: rules.filter(({ rule }) => rule !== labels).map(({ check }) => check)
    }
  // A plain schema tells its column's type, and has room for rules; other fields leave them to the database.
  const schema = of.kind === "base" ? schemas.get(String(type.code)) : undefined
  if (schema !== undefined) return numbered(type, schema, rules)
  return of.kind === "base" && type.code === "Field.text"
    ? measured(type, rules, isLinked)
    : { ...type, unsaid: checks }
}

const schemas: ReadonlyMap<string, string> = new Map([
  ["Field.integer", "Schema.Int"],
  ["Field.float", "Schema.Finite"]
])

function numbered(type: FieldType, schema: string, rules: ReadonlyArray<Judged>): Checked {
  const said = rules.flatMap(({ rule }) => (rule?.kind === "number" ? [rule] : []))
  if (said.length === 0) return { ...type, unsaid: rules.map(({ check }) => check) }
  return {
    ...type,
    code: call(`${schema}.check`, ...said.flatMap(({ filters }) => filters)),
    takes: (constant) => type.takes(constant) && said.every(({ holds }) => holds(constant)),
    unsaid: rules.filter(({ rule }) => rule?.kind !== "number").map(({ check }) => check)
  }
}

/** JavaScript counts some characters twice, so that a schema may say how long a text is at least, and never at most. */
function measured(type: FieldType, rules: ReadonlyArray<Judged>, isLinked: boolean): Checked {
  const lengths = rules.flatMap(({ rule }) => (rule?.kind === "length" ? [rule] : []))
  const least = Math.max(0, ...lengths.map((rule) => rule.least))
  const most = Math.min(Infinity, ...lengths.map((rule) => rule.most))
  const isVarchar = least === 0 && most >= 1 && most <= longest && !isLinked
  const isSaid = ({ rule }: Judged) => rule?.kind === "length" && (isVarchar || rule.most === Infinity)
  const schema =
    least === 0 ? type.code : call("Schema.String.check", call("Schema.isMinLength", String(least)))
  return {
    ...type,
    code: isVarchar ? call("Field.varchar", String(most)) : schema,
    takes: (constant) => [...constant].length >= least && (!isVarchar || [...constant].length <= most),
    unsaid: rules.filter((one) => !isSaid(one)).map(({ check }) => check)
  }
}

/** The longest `varchar` that PostgreSQL has. */
const longest = 10_485_760
