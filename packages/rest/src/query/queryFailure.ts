/** Faults of a query in the words of this wire: each names the parameter and the rule. */
import { operatorWords, type Located, type QueryFault, searchLanguages } from "@pgcrest/core"
import { aggregateFailure } from "./aggregateFailure.ts"
import { queryInvalid, type RequestFailure } from "../problem/RequestFailure.ts"
import { unfitOperator } from "./unfitOperator.ts"

/** Exhaustive: a new fault does not compile until it has its sentence. */
export const queryFailure = ({ parameter, fault }: Located): RequestFailure => {
  switch (fault._tag) {
    case "FieldUnknown":
      return unknown(parameter, fault)
    case "FieldRepeated":
      return repeatedField(fault.field, parameter)
    case "NameRepeated":
      return queryInvalid(
        parameter,
        "repeated",
        `shows two things as "${cut(fault.name)}"`,
        "Give one of them another name, such as other:title."
      )
    case "PathUnfit":
      return queryInvalid(
        parameter,
        "path",
        `leads into "${fault.field}", which is of type ${fault.type.kind} and no JSON`
      )
    case "CastUnfit":
      return queryInvalid(
        parameter,
        "cast",
        `tells "${fault.field}" as ${cut(fault.cast)}, which ${fault.type.kind} cannot be told as without a chance to fail`,
        "Every field can be told as text, and a whole number as a wider one."
      )
    case "RelationUnknown":
      return queryInvalid(
        parameter,
        "unknown",
        `names the relation "${cut(fault.relation)}", which there is not`
      )
    case "RelationAmbiguous":
      return queryInvalid(
        parameter,
        "ambiguous",
        `names "${cut(fault.relation)}", to which several relations lead`,
        `Name one of them: ${fault.relations.join(", ")}.`
      )
    case "RelationNotSelected":
      return queryInvalid(
        parameter,
        "relation",
        `asks about "${cut(fault.relation)}", which select does not show`
      )
    case "RelationUnfit":
      return queryInvalid(
        parameter,
        "unfit",
        `sorts by "${cut(fault.relation)}", which leads to many records`
      )
    case "RelationCompared":
      return queryInvalid(
        parameter,
        "operator",
        `compares the relation "${cut(fault.relation)}", which takes is.null and not.is.null alone`
      )
    case "AggregateUnknown":
    case "AggregateUnfit":
    case "AggregatesRefused":
    case "AggregateOfOne":
    case "GroupUnfit":
    case "RelationUngrouped":
    case "OrderUngrouped":
      return aggregateFailure(parameter, fault)
    case "CursorInvalid":
      return queryInvalid(
        parameter,
        "cursor",
        fault.of === "none" ? "is no cursor of ours" : "is of another query",
        "Follow the links of an answer as they are."
      )
    case "TooManyRelations":
      return queryInvalid(parameter, "too-many", `asks for more than ${fault.most} ${fault.of}`)
    case "LimitTooLarge":
      return queryInvalid(parameter, "range", `must be a whole number from 0 to ${fault.most}`)
    case "OperatorUnknown":
      return queryInvalid(
        parameter,
        "operator",
        aboutField(parameter, fault.field, `must be operator.value with one of ${operatorWords.join(", ")}`),
        "An equal value is ?field=eq.value."
      )
    case "OperatorUnfit":
      return queryInvalid(
        parameter,
        "operator",
        aboutField(parameter, fault.field, unfitOperator(fault.operator, fault.type.kind))
      )
    case "ModifierUnfit":
      return queryInvalid(
        parameter,
        "modifier",
        aboutField(parameter, fault.field, `has ${fault.operator} with no (${fault.modifier.slice(0, 40)})`),
        "any and all stand behind eq, lt, lte, gt, gte, like, ilike, match and imatch."
      )
    case "LanguageUnknown":
      return queryInvalid(
        parameter,
        "language",
        aboutField(
          parameter,
          fault.field,
          `is searched in "${fault.language.slice(0, 40)}", which is no language`
        ),
        `It can be one of ${searchLanguages.join(", ")}.`
      )
    case "MatchUndeclared":
      return queryInvalid(
        parameter,
        "operator",
        aboutField(parameter, fault.field, `is not open to ${fault.operator}: it has like and ilike`)
      )
    case "OperandInvalid":
      return queryInvalid(
        parameter,
        "operand",
        aboutField(parameter, fault.field, fault.rule),
        hintFor(fault)
      )
    case "OrderUnfit":
      return queryInvalid(
        parameter,
        "unfit",
        `names "${fault.field}", which is of type ${fault.type.kind} and has no order`
      )
  }
}

/** What is wrong with a condition: a tree holds several, so that its field is named. */
export const aboutField = (parameter: string, field: string, detail: string): string =>
  field.slice(0, 100) === parameter ? detail : `holds a condition on "${cut(field)}", which ${detail}`

/** A list of fields names one that there is not. */
export const unknownField = (name: string, parameter = "select"): RequestFailure =>
  queryInvalid(parameter, "unknown", `names "${cut(name)}", which is no field`)

/** A list of fields names one twice. */
export const repeatedField = (name: string, parameter = "select"): RequestFailure =>
  queryInvalid(parameter, "repeated", `names "${cut(name)}" twice`)

function unknown(
  parameter: string,
  { field, place, resource }: Extract<QueryFault, { readonly _tag: "FieldUnknown" }>
): RequestFailure {
  switch (place) {
    case "filter":
      return queryInvalid(
        parameter,
        "unknown",
        `is neither a field of "${resource}" nor a word of the query grammar`
      )
    case "tree":
    case "select":
    case "order":
      return queryInvalid(parameter, "unknown", `names "${cut(field)}", which is no field of "${resource}"`)
  }
}

/** What a client wrote is repeated in short. */
function cut(text: string): string {
  return text.slice(0, 40)
}

function hintFor({
  operand,
  type
}: Extract<QueryFault, { readonly _tag: "OperandInvalid" }>): string | undefined {
  return type.kind === "timestamptz" && / \d\d:?\d\d$/u.test(operand)
    ? "Write the + of an offset as %2B: a plain one is a space."
    : undefined
}
