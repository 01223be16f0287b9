/** One record as of a moment. */
import * as Result from "effect/Result"
import { type GetShape } from "../shape/Shape.ts"
import type { PastShape } from "../shape/PastShape.ts"
import { findOne } from "../statements/get.ts"
import type { Form } from "../statements/numbering.ts"
import type { Statement } from "../statements/Statement.ts"
import { asOf, readThen } from "./asOf.ts"

export const getThen = (shape: GetShape, past: PastShape, form: Form): Statement => {
  const { found, told } = findOne(shape)
  return {
    ...asOf(past, found, form),
    read: (rows, { uid }) =>
      Result.flatMap(readThen({ past, resource: shape.resource }, rows), ({ past, rows }) =>
        told(rows, uid, past)
      )
  }
}
