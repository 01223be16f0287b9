/** The input of a call: a body of POST, the query of GET. */
import { type Operation, RecordInvalid } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { Failure } from "../problem/problem.ts"
import { queryInvalid } from "../problem/RequestFailure.ts"
import { parseNoQuery } from "../query/onlyWords.ts"
import type { DecodedRequest } from "../Request.ts"
import { readBody } from "../request/readBody.ts"
import type { Limits } from "../RestOptions.ts"

type Accepted<E, S> = Result.Result<Operation.Call<E, S>, Failure>

/** A fault in a body is 422 with a pointer, one in a query 400 with its parameter. */
export const readInput = <E, S>(
  operation: Operation.Operation<E, S>,
  request: DecodedRequest,
  limits: Limits
): Accepted<E, S> =>
  request.method === "POST"
    ? Result.flatMap(parseNoQuery(request.query), () =>
        Result.flatMap(readBody(request, limits, "the operation's input"), (body) => ofBody(operation, body))
      )
    : ofQuery(operation, request.query)

function ofBody<E, S>(operation: Operation.Operation<E, S>, body: unknown): Accepted<E, S> {
  return Result.mapError(
    operation.accept(body, "json"),
    (faults) => new RecordInvalid({ resource: operation.name, faults })
  )
}

function ofQuery<E, S>(operation: Operation.Operation<E, S>, pairs: DecodedRequest["query"]): Accepted<E, S> {
  const repeated = pairs.find(([name], at) => pairs.findIndex(([other]) => other === name) !== at)
  if (repeated !== undefined)
    return Result.fail(queryInvalid(repeated[0].slice(0, 100), "repeated", "comes twice"))
  return Result.mapError(operation.accept(Object.fromEntries(pairs), "texts"), (faults) => ({
    _tag: "QueryInvalid",
    detail: `The query breaks ${faults.length === 1 ? "a rule" : `${faults.length} rules`} of ${operation.name}.`,
    errors: faults.map(({ path, code, detail }) => ({
      parameter: path.join(".").slice(0, 100),
      code,
      detail
    }))
  }))
}
