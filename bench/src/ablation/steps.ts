/** The steps of a request, one after the other, each over what the one before it left. */
import { sourceOf, toCaller, toRequest, toResult } from "@pgcrest/adapter-apigw"
import { authorise, stamp, validate } from "@pgcrest/core"
import { parseJson } from "@pgcrest/rest"
import * as Result from "effect/Result"
import { Bench } from "../ours/api.ts"
import type { Captured } from "./capture.ts"
import { finish, makeCompile, makeLog, planOf, settingsOf, toResponse } from "./internals.ts"

export interface Step {
  readonly name: string
  readonly run: () => void
}

const requestId = "00000000-0000-4000-8000-000000000000"

/** The steps of the request that was captured; `take` hands them the event of the next pass. */
export const stepsOf = (first: unknown, { audited, textRows }: Captured) => {
  const settings = settingsOf(Bench, { problems: {} })
  const compile = makeCompile({ named: true })
  const log = makeLog()
  const { command, references, stamp: stamped } = audited
  const { act, resource } = command.permit
  const source = sourceOf(first) ?? "rest"
  const ruledGroups = new Set(["librarians"])
  const extent = act === "create" ? "whole" : "part"

  let event = first
  const toOutside = () => Result.getOrThrow(toRequest(event, source))
  let request = toOutside()
  let caller = toCaller(event, source, { requestId, ruledGroups })
  const planned = () => {
    const plan = Result.getOrThrow(planOf(settings, request, caller).step)
    if (plan._tag !== "Exchange") throw new Error(`The request was planned as ${plan._tag}.`)
    return plan
  }
  let exchange = planned()
  let prepared = compile(audited)
  const readRows = () => {
    const rows = Result.getOrThrow(prepared.read(textRows))
    const json = rows.json()
    // The response takes the text that is made here, and makes none.
    return { ...rows, json: () => json }
  }
  let rows = readRows()
  // In 2030: behind whatever was written.
  const beside = { expanded: null, millis: 1_893_456_000_000 }
  const answered = () =>
    finish(settings, request, requestId, Result.getOrThrow(toResponse(rows, exchange, beside)))
  let response = answered()
  let result = toResult(response, source, { multiValueHeaders: source === "rest" })

  const steps: ReadonlyArray<Step> = [
    { name: "event", run: () => void (request = toOutside()) },
    { name: "caller", run: () => void (caller = toCaller(event, source, { requestId, ruledGroups })) },
    { name: "plan", run: () => void (exchange = planned()) },
    { name: "  its rules", run: () => void authorise(resource, act, caller) },
    {
      name: "  its body",
      run: () => void (typeof request.body === "string" && parseJson(request.body, settings.limits))
    },
    {
      name: "validate",
      run: () =>
        void (
          "values" in exchange.command &&
          validate(resource, exchange.command.values, { extent, by: "client", strict: false })
        )
    },
    { name: "stamp", run: () => void stamp(command, caller, stamped.at, stamped.uid, references) },
    { name: "statement", run: () => void (prepared = compile(audited)) },
    { name: "rows", run: () => void (rows = readRows()) },
    { name: "response", run: () => void (response = answered()) },
    {
      name: "result",
      run: () => void (result = toResult(response, source, { multiValueHeaders: source === "rest" }))
    },
    {
      name: "log",
      run: () =>
        log(
          {
            result,
            method: request.method,
            route: null,
            status: result.statusCode,
            callerKind: caller.kind,
            cause: null,
            notice: null
          },
          requestId,
          1
        )
    }
  ]
  const take = (next: unknown) => void (event = next)
  return { steps, take }
}
