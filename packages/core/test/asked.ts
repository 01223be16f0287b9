/** Permits and answers for tests that ask the pipeline and its parts themselves. */
import { type Act, Caller, type Permit, Projection, type Resource, Rows, type Values } from "@pgcrest/core"
import { forServer } from "../src/access/Permit.ts"

export const ann: Caller.Caller = Caller.user("ann", { requestId: "r-1" })

/** A permit that lets everything. */
export const permit = <R extends Resource.Resource, A extends Act>(resource: R, act: A): Permit<R, A> =>
  forServer(resource, act, ann)

/** These records, shown whole. */
export const shown = (resource: Resource.Resource, ...rows: ReadonlyArray<Values>): Rows.Answered<Values> =>
  Rows.fromValues(Projection.whole(resource), rows, (row) => Rows.keyOf(resource, row))
