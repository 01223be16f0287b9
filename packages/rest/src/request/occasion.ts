/** What a request says of itself, for the changes that it makes: why, under which id and trace, and what a resource wants to know. */
import {
  type Api,
  type Caller,
  type Command,
  type OccasionUnfit,
  type Resource,
  unfitIn,
  unstorable
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { parseExtended } from "../http/extendedValue.ts"
import { traceIdOf } from "../http/traceId.ts"
import { headerInvalid, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Request, RequestHeaders } from "../Request.ts"
import { alsoWritten } from "./alsoWritten.ts"
import { isRead } from "./readDates.ts"

/** The names of all metadata that an api's resources ask for. */
export const detailsOf = (resources: Iterable<Resource.Resource>): ReadonlyArray<string> => [
  ...new Set([...resources].flatMap(({ trail }) => [...trail.metadata.keys()]))
]

/** The header in which a client tells a piece of metadata: `X-Change-Ticket`. */
export const detailHeader = (name: string): string => `x-change-${name.replaceAll("_", "-")}`

/**
 * The caller on the occasion of a request, of the metadata by these names; what it is silent about is as the caller has it,
 * of the batch that it is in. A read leaves no change, and is asked for none.
 */
export const onOccasion = (
  { headers, method }: Pick<Request, "headers" | "method">,
  caller: Caller.Caller,
  names: ReadonlyArray<string>
): Result.Result<Caller.Caller, RequestFailure> => {
  return isRead(method) ? Result.succeed(caller) : saying({ headers }, caller, names)
}

/** The same of any request, of what is to be known of it although it leaves no change. */
export const saying = (
  { headers }: Pick<Request, "headers">,
  caller: Caller.Caller,
  names: ReadonlyArray<string>
): Result.Result<Caller.Caller, RequestFailure> => {
  const around = caller.occasion
  const reason = textOf(headers, "x-change-reason")
  if (Result.isFailure(reason)) return Result.fail(reason.failure)
  const details = readDetails(headers, names)
  if (Result.isFailure(details)) return Result.fail(details.failure)
  const occasion: Caller.Occasion = {
    reason: reason.success ?? around.reason,
    clientRequestId: clientIdOf(headers) ?? around.clientRequestId,
    traceId: traceIdOf(headers) ?? around.traceId,
    details: details.success.length === 0 ? around.details : new Map([...around.details, ...details.success]),
    via: around.via
  }
  return Result.succeed({ ...caller, occasion })
}

/** What a write lacks, or says of itself that does not fit one of the resources that it may change; null for nothing. */
export const occasionFault = (
  command: Command.ClientCommand,
  links: Api.Api["links"],
  { occasion }: Caller.Caller
): RequestFailure | null => {
  const own = unfitIn(command.permit.resource, occasion)
  if (own !== null) return unfitHeader(own)
  for (const resource of alsoWritten(command, links)) {
    const unfit = unfitIn(resource, occasion)
    if (unfit !== null) return unfitHeader(unfit)
  }
  return null
}

/** The header that a write lacks, or that does not fit. */
export const unfitHeader = ({ detail, resource, rule }: OccasionUnfit): RequestFailure => {
  if (detail === null)
    return headerInvalid("x-change-reason", `is required: every change of ${resource} says why it was made`)
  return headerInvalid(detailHeader(detail), rule ?? `is required by ${resource}`)
}

/** Longer ones are no reasons any more. */
const longest = 1000

function textOf(headers: RequestHeaders, name: string): Result.Result<string | null, RequestFailure> {
  const lines = headers.get(name)
  if (lines === undefined) return nothing
  const text = parseExtended(lines.join(", ").trim())
  if (Result.isFailure(text)) return Result.fail(headerInvalid(name, text.failure))
  const fault = unstorable(text.success)
  if (fault !== null) return Result.fail(headerInvalid(name, fault))
  if ([...text.success].length > longest)
    return Result.fail(headerInvalid(name, `has more than ${longest} characters`))
  return Result.succeed(text.success === "" ? null : text.success)
}

const nothing: Result.Result<string | null, never> = Result.succeed(null)

function readDetails(
  headers: RequestHeaders,
  names: ReadonlyArray<string>
): Result.Result<ReadonlyArray<readonly [string, string]>, RequestFailure> {
  const details: Array<readonly [string, string]> = []
  for (const name of names) {
    const text = textOf(headers, detailHeader(name))
    if (Result.isFailure(text)) return Result.fail(text.failure)
    if (text.success !== null) details.push([name, text.success])
  }
  return Result.succeed(details)
}

/** What a client calls its request, where that can be kept: another's rubbish is not its fault. */
function clientIdOf(headers: RequestHeaders): string | null {
  const [id = ""] = headers.get("x-request-id") ?? []
  return /^[\x21-\x7e]{1,200}$/u.test(id) ? id : null
}
