/** What a query asks to be computed in vain. */
import type { QueryFault } from "@pgcrest/core"
import type { Problem } from "./Problem.ts"
import { sqlType } from "./sqlType.ts"

type OfAggregate = Extract<
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

/** In PostgREST's words, or those of PostgreSQL where it would be asked. */
export const aggregateProblem = (fault: OfAggregate): Problem => {
  switch (fault._tag) {
    case "AggregatesRefused":
      return refused("PGRST123", "Use of aggregate functions is not allowed")
    case "AggregateUnknown":
      return refused(
        "PGRST100",
        `"failed to parse select parameter (${cut(fault.aggregate)}())" (line 1, column 1)`
      )
    case "AggregateUnfit":
      return {
        status: 404,
        code: "42883",
        message: `function ${fault.aggregate}(${fault.type === null ? "" : sqlType(fault.type)}) does not exist`
      }
    case "AggregateOfOne":
      return {
        ...refused("PGRST127", "Feature not implemented"),
        details: "Aggregates of an embedded resource that is one row at most"
      }
    case "GroupUnfit":
      return refused("42883", `could not identify an equality operator for type ${sqlType(fault.type)}`)
    case "RelationUngrouped":
      return {
        ...refused("PGRST127", "Feature not implemented"),
        details: `The embedded resource '${cut(fault.relation)}' beside aggregates`,
        hint: `Of one row the columns can be spread there: ...${cut(fault.relation)}(column).`
      }
    case "OrderUngrouped":
      return refused(
        "42803",
        `column "${cut(fault.field)}" must appear in the GROUP BY clause or be used in an aggregate function`
      )
  }
}

function refused(code: string, message: string): Problem {
  return { status: 400, code, message }
}

// What a client wrote is repeated in short.
function cut(text: string): string {
  return text.slice(0, 100)
}
