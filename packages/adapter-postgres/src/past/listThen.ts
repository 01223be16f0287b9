/** A list as of a moment. */
import * as Result from "effect/Result"
import type { PastShape } from "../shape/PastShape.ts"
import type { ListShape } from "../shape/Shape.ts"
import { findPage } from "../statements/list.ts"
import type { Form } from "../statements/numbering.ts"
import { arrivedOf, withoutPlan } from "../statements/readPage.ts"
import type { Statement } from "../statements/Statement.ts"
import { asOf, readThen } from "./asOf.ts"

export const listThen = (shape: ListShape, past: PastShape, form: Form): Statement => {
  const { found, read } = findPage(shape, withoutPlan(shape.count))
  return {
    ...asOf(past, found, form),
    canBeCut: true,
    read: (rows, { limit }) => {
      const arrived = arrivedOf(rows)
      return Result.map(readThen({ past, resource: shape.resource }, arrived.rows), (then) =>
        read({ ...arrived, rows: then.rows }, limit, then.past)
      )
    }
  }
}
