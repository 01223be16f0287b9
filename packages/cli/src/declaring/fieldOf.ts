/** The field that a column stands for. */
import type { Check, Column } from "../catalogue/Description.ts"
import { call, type Code, pipe, text } from "../code/Code.ts"
import { checked } from "./checked.ts"
import type { FieldDeclaration } from "./Declaration.ts"
import { type Default, defaultOf } from "./defaultOf.ts"
import { fieldType, sqlName, type Timestamps } from "./fieldType.ts"

/** What is known of a column beside what its own row in the catalogue tells. */
export interface Setting {
  /** In JSON. */
  readonly name: string
  readonly timestamps: Timestamps
  /** The resource whose uid it holds. */
  readonly refersTo: string | null
  /** The constraint by which no two rows share a value. */
  readonly unique: string | null
  readonly isKey: boolean
  /** Whether it alone identifies a record: a change of it would move the record to another address. */
  readonly isAddress: boolean
  /** Those over this column alone. */
  readonly checks: ReadonlyArray<Check>
}

export const fieldOf = (column: Column, setting: Setting): FieldDeclaration => {
  const type = fieldType(column.type, column.modifier, setting.timestamps)
  const isLinked = setting.isKey || setting.refersTo !== null
  const { unsaid, ...told } = checked(column.type, type, setting.checks, isLinked)
  const { code, labels } = told
  const base = setting.refersTo === null ? code : call("Field.references", text(setting.refersTo), code)
  const standard = defaultOf(column.default, told)
  const remarks = [
    ...(secret.test(column.name) ? ["Field.writeOnly would keep it out of every answer."] : []),
    ...type.remarks,
    ...unsaid.map(({ definition }) => `Not said here: ${definition}`)
  ]
  // Labels have an order of their own, and no collation.
  const ordered = labels === null ? column : { ...column, collation: null }
  return { name: setting.name, code: applied(base, stepsOf(ordered, setting, standard)), remarks }
}

const secret = /pass_?(?:word|wd|phrase)|secret|token|(?:^|_)salt$/iu

/** What is said of a field beside its type. */
interface Step {
  readonly combinator: string
  /** What it takes beside the field; where it takes nothing else, it goes into a pipe as it is. */
  readonly args?: ReadonlyArray<Code>
  /** Whether the field comes behind those. */
  readonly fieldLast?: boolean
}

function stepsOf(column: Column, setting: Setting, standard: Default): ReadonlyArray<Step> {
  const { type, collation, notNull, comment } = column
  const required = notNull || setting.isKey || (type.kind === "domain" && type.notNull)
  const isText = type.kind === "base" && (type.name === "text" || type.name === "varchar")
  return [
    ...(type.kind === "domain" ? [named("Field.domain", sqlName(type))] : []),
    ...(required ? [] : [{ combinator: "Field.optional" }]),
    ...valueSteps(column, standard),
    ...(setting.isAddress ? [{ combinator: "Field.writeOnce" }] : []),
    ...(collation !== null && isText ? [named("Field.collate", collation)] : []),
    ...(setting.name === column.name ? [] : [named("Field.column", column.name)]),
    ...(setting.unique === null ? [] : [{ combinator: "Field.unique", args: [text(setting.unique)] }]),
    ...(comment === null ? [] : [{ combinator: "Field.describe", args: [text(comment)] }])
  ]
}

function named(combinator: string, name: string): Step {
  return { combinator, args: [text(name)], fieldLast: true }
}

function valueSteps({ generated, identity }: Column, standard: Default): ReadonlyArray<Step> {
  if (generated || identity !== null || standard === "sequence") return [{ combinator: "Field.generated" }]
  if (standard === null) return []
  return [{ combinator: "Field.databaseDefault", args: standard === "expression" ? [] : [standard.value] }]
}

/** One step goes around the field, several go in a pipe. */
function applied(base: Code, steps: ReadonlyArray<Step>): Code {
  const [only, ...more] = steps
  if (only !== undefined && more.length === 0) {
    const { combinator, args = [], fieldLast = false } = only
    return call(combinator, ...(fieldLast ? [...args, base] : [base, ...args]))
  }
  return pipe(
    base,
    steps.map(({ combinator, args }) => (args === undefined ? combinator : call(combinator, ...args)))
  )
}
