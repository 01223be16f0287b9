/** A request that was refused, in a table beside the changes: what looks for those must not meet it. */
import { Rows } from "@pgcrest/core"
import * as Result from "effect/Result"
import { stamped } from "../shape/Parting.ts"
import type { RecordRefusalShape } from "../shape/Shape.ts"
import { literal, render, sql, value } from "../sql/Sql.ts"
import { at, request } from "./stamp.ts"
import type { Statement } from "./Statement.ts"

/** It answers no row, and so needs no right to read the table. */
export const refusal = ({ act, kind, resource }: RecordRefusalShape): Statement => ({
  ...render(sql`insert into audit.refusal (resource, uid, act, kind, at, ${request.columns})
values (${literal(resource.name)}, ${value(stamped.uid, "text")}, ${value(act, "text")}, ${value(kind, "text")}, ${at}, ${request.values})`),
  read: () => Result.succeed(Rows.fromChanges(resource, [], null))
})
