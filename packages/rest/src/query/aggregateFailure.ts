/** Faults of what a query computes of records, in the words of this wire. */
import { aggregateWords, type QueryFault } from "@pgcrest/core"
import { queryInvalid, type RequestFailure } from "../problem/RequestFailure.ts"

/** What can be wrong with aggregates, what stands beside them, and how groups are sorted. */
type AggregateFault = Extract<
  QueryFault,
  {
    readonly _tag:
      | "AggregateUnknown"
      | "AggregateUnfit"
      | "AggregatesRefused"
      | "AggregateOfOne"
      | "GroupUnfit"
      | "RelationUngrouped"
      | "OrderUngrouped"
  }
>

/** Exhaustive: a new fault does not compile until it has its sentence. */
export const aggregateFailure = (parameter: string, fault: AggregateFault): RequestFailure => {
  const because = (detail: string, hint?: string) => queryInvalid(parameter, "aggregate", detail, hint)
  switch (fault._tag) {
    case "AggregateUnknown":
      return because(
        `asks for "${cut(fault.aggregate)}", which is no aggregate`,
        `The aggregates are ${aggregateWords.join(", ")}.`
      )
    case "AggregateUnfit":
      return because(unfit(fault))
    case "AggregatesRefused":
      return because(`asks for an aggregate of "${fault.resource}", which allows none`)
    case "AggregateOfOne":
      return because("asks for an aggregate where there is one record at most")
    case "GroupUnfit":
      return because(
        `names "${cut(fault.field)}" beside an aggregate, which is of type ${fault.type.kind} and cannot be grouped by`
      )
    case "RelationUngrouped":
      return because(
        `shows "${cut(fault.relation)}" beside an aggregate`,
        `Of a relation to one record the fields can be spread there: ...${cut(fault.relation)}(field).`
      )
    case "OrderUngrouped":
      return because(
        `names "${cut(fault.field)}", which select does not show beside the aggregates`,
        "Groups are sorted by the fields that they have in common."
      )
  }
}

function unfit({
  aggregate,
  field,
  type
}: Extract<AggregateFault, { readonly _tag: "AggregateUnfit" }>): string {
  return field === null
    ? `asks for ${aggregate}() of the records themselves, which takes a field: field.${aggregate}()`
    : `asks for ${aggregate}() of "${cut(field)}", which is of type ${type?.kind} and has none`
}

// As a client wrote it, which may be long.
function cut(text: string): string {
  return text.slice(0, 40)
}
