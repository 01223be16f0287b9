/** The arguments of a call: a body of POST, the query of GET. */
import { isObject, type Operation, RecordInvalid } from "@pgcrest/core"
import type { DecodedRequest, Limits } from "@pgcrest/rest"
import * as Result from "effect/Result"
import type { WireFailure } from "../problem/WireFailure.ts"
import { readJson } from "../request/readPayload.ts"

type Accepted<E, S> = Result.Result<Operation.Call<E, S>, WireFailure | RecordInvalid>

/** A function is known by its arguments too: without one that it needs there is none of its name. */
export const readArguments = <E, S>(
  operation: Operation.Operation<E, S>,
  request: DecodedRequest,
  limits: Limits
): Accepted<E, S> => {
  const isPost = request.method === "POST"
  const pairs = request.query.filter(
    ([name, value]) => !(name === "select" && (value === "*" || value === ""))
  )
  const [word] = isPost ? pairs : pairs.filter(([name]) => ofResults.has(name))
  if (word !== undefined)
    return Result.fail({
      _tag: "NotImplemented",
      feature: `"${word[0].slice(0, 100)}" of a function's result`
    })
  return isPost
    ? Result.flatMap(bodyOf(request, limits), (input) => accepted(operation, input, "json"))
    : accepted(operation, Object.fromEntries(pairs), "texts")
}

// What PostgREST would show, sort and part a result by.
const ofResults: ReadonlySet<string> = new Set(["select", "order", "limit", "offset", "and", "or"])

type Read = Result.Result<Readonly<Record<string, unknown>>, WireFailure>

/** A call without a body is one without arguments. */
function bodyOf(request: DecodedRequest, { depth }: Limits): Read {
  if (request.body === null || request.body === "") return Result.succeed({})
  return Result.flatMap(readJson(request, depth), (json) =>
    isObject(json)
      ? Result.succeed(json)
      : Result.fail({ _tag: "BodyUnread", message: "A JSON object with the function's arguments is needed" })
  )
}

function accepted<E, S>(
  operation: Operation.Operation<E, S>,
  input: Readonly<Record<string, unknown>>,
  form: "json" | "texts"
): Accepted<E, S> {
  return Result.mapError(operation.accept(input, form), (faults): WireFailure | RecordInvalid => {
    const { name } = operation
    const lacks = faults.some(({ path: [first, ...more] }) => more.length === 0 && !isIn(input, first))
    return lacks ? { _tag: "FunctionUnknown", name } : new RecordInvalid({ resource: name, faults })
  })
}

function isIn(input: object, name: string | number | undefined): boolean {
  return name !== undefined && Object.hasOwn(input, name)
}
