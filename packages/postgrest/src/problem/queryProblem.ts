/** What a query means nothing by, in the words of PostgREST, or of PostgreSQL where it would be asked. */
import type { QueryFault } from "@pgcrest/core"
import type { About, Problem } from "./Problem.ts"
import { aggregateProblem } from "./aggregateProblem.ts"
import { operatorSymbol } from "./operatorSymbol.ts"
import { relationProblem } from "./relationProblem.ts"
import { sqlType } from "./sqlType.ts"
import type { WireFailure } from "./WireFailure.ts"

type Meaningless = Extract<WireFailure, { readonly _tag: "QueryMeaningless" }>

/** Exhaustive: a new fault does not compile until it has its code and words. */
export const queryProblem = (failure: Meaningless, about: About): Problem => {
  const { fault, parameter } = failure.located
  switch (fault._tag) {
    case "FieldUnknown":
      return refused("42703", `column ${fault.resource}.${cut(fault.field)} does not exist`)
    case "FieldRepeated":
      return refused("42701", `column "${cut(fault.field)}" specified more than once`)
    case "NameRepeated":
      return refused("42701", `column "${cut(fault.name)}" specified more than once`)
    case "OperatorUnknown":
      return unparsed(failure.text)
    case "OperatorUnfit":
      return noOperator(fault)
    case "OperandInvalid":
      return noOperand(fault, failure.text)
    case "ModifierUnfit":
      return unparsed(failure.text)
    case "LanguageUnknown":
      return refused("42704", `text search configuration "${cut(fault.language)}" does not exist`)
    case "MatchUndeclared":
      return {
        ...refused("PGRST127", "Feature not implemented"),
        details: `"${fault.field}" is not declared for regular expressions`
      }
    case "PathUnfit":
      return { ...noOperator({ ...fault, operator: "->" }), details: `"${fault.field}" is no JSON.` }
    case "CastUnfit":
      return refused("42846", `cannot cast type ${sqlType(fault.type)} to ${cut(fault.cast)}`)
    case "OrderUnfit":
      return refused("42883", `could not identify an ordering operator for type ${sqlType(fault.type)}`)
    case "CursorInvalid":
      return refused("42703", `column ${about.resource?.name ?? ""}.cursor does not exist`)
    case "AggregateUnknown":
    case "AggregateUnfit":
    case "AggregatesRefused":
    case "AggregateOfOne":
    case "GroupUnfit":
    case "RelationUngrouped":
    case "OrderUngrouped":
      return aggregateProblem(fault)
    case "TooManyRelations":
      return refused(
        "PGCREST_TooManyRelations",
        `The query shows more than ${fault.most} ${fault.of} of embedded resources`
      )
    case "LimitTooLarge":
      return refused("PGRST103", `"${parameter}" must be a whole number from 0 to ${fault.most}`)
    case "RelationUnknown":
    case "RelationAmbiguous":
    case "RelationCompared":
    case "RelationNotSelected":
    case "RelationUnfit":
      return relationProblem(fault, about)
  }
}

type Of<Tag extends QueryFault["_tag"]> = Extract<QueryFault, { readonly _tag: Tag }>

function refused(code: string, message: string): Problem {
  return { status: 400, code, message }
}

function unparsed(text: string): Problem {
  const not = text.startsWith("not.")
  const at = not ? 4 : 0
  const found = text.charAt(at)
  const expected = not ? "operator (eq, gt, ...)" : '"not" or operator (eq, gt, ...)'
  return {
    status: 400,
    code: "PGRST100",
    message: `"failed to parse filter (${cut(text)})" (line 1, column ${at + 1})`,
    details: `unexpected ${found === "" ? "end of input" : JSON.stringify(found)} expecting ${expected}`
  }
}

function noOperator({ operator, type }: Pick<Of<"OperatorUnfit">, "operator" | "type">): Problem {
  return {
    // As PostgREST has it, whatever the name says: a function that is not there.
    status: 404,
    code: "42883",
    message: `operator does not exist: ${sqlType(type)} ${operatorSymbol(operator)} unknown`,
    hint: "No operator matches the given name and argument types. You might need to add explicit type casts."
  }
}

function noOperand({ field, operand, rule, type }: Of<"OperandInvalid">, text: string): Problem {
  const [, not = "", word = ""] = /^(not\.)?is\.([^]*)$/u.exec(text) ?? []
  if (word !== "")
    return {
      status: 400,
      code: "PGRST100",
      message: `"failed to parse filter (${cut(text)})" (line 1, column ${not.length + 4})`,
      details: `unexpected ${JSON.stringify(word.charAt(0))} expecting isVal: (null, not_null, true, false, unknown)`
    }
  return {
    status: 400,
    code: clocks.has(type.kind) ? "22007" : "22P02",
    message: `invalid input syntax for type ${sqlType(type)}: "${cut(operand)}"`,
    details: `"${field}" ${rule}`
  }
}

const clocks: ReadonlySet<string> = new Set("date time timetz timestamp timestamptz interval".split(" "))

// What a client wrote is repeated in short.
function cut(text: string): string {
  return text.slice(0, 100)
}
