// @effect-diagnostics asyncFunction:off globalDate:off
/** Lambda's Runtime API on loopback: hands events to a runtime client and collects what becomes of them. */
import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { extname } from "node:path"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import { portOf } from "../freePort.ts"
import { failure, Invocations, type Outcome } from "./Invocations.ts"
import { resultOf } from "./streaming.ts"

/** The running API; `address` is what a runtime client reads from AWS_LAMBDA_RUNTIME_API. */
export interface RuntimeApi {
  readonly address: string
  /** Queues one event; a handler that takes longer than `timeoutMs` has failed, as on Lambda. */
  readonly invoke: (event: unknown, limits: { readonly timeoutMs: number }) => Promise<Outcome>
  /** How many sandboxes wait for an event. */
  readonly idle: () => number
  readonly stop: () => Promise<void>
}

export type { Outcome }

/** The file that is a sandbox when run: `node <runtimeClient> <bundle file> <export>`. */
export const runtimeClient: string = fileURLToPath(
  new URL(`./bootstrap${extname(import.meta.url)}`, import.meta.url)
)

const arn = "arn:aws:lambda:eu-west-1:123456789012:function:function"

/** Starts the API on a free port of loopback. */
export const start = async (): Promise<RuntimeApi> => {
  const invocations = new Invocations()
  const server = createServer((request, response) => void route(invocations, request, response))
  await once(server.listen(0, "127.0.0.1"), "listening")
  const stop = async () => {
    invocations.settleAll(failure("Sandbox.Stopped", "The Runtime API was stopped"))
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  const address = `127.0.0.1:${portOf(server.address())}`
  return { address, invoke: invocations.invoke, idle: () => invocations.idle, stop }
}

async function route(invocations: Invocations, request: IncomingMessage, response: ServerResponse) {
  const [, version, part, ...path] = (request.url ?? "").split("/")
  const [kind, first = "", second] = path
  if (version !== "2018-06-01" || part !== "runtime") return answer(response, 404, "NotFound")
  if (request.method === "GET" && kind === "invocation" && first === "next")
    return next(invocations, response)
  if (request.method !== "POST") return answer(response, 405, "MethodNotAllowed")
  const body = await text(request).catch(() => "")
  const streamed = resultOf(body, request.headers["content-type"])
  const told = { body: streamed ?? parse(body), headers: request.headers, trailers: request.trailers }
  if (kind === "init" && first === "error") {
    invocations.settleAll({ kind: "error", ...told })
    return answer(response, 202)
  }
  if (kind !== "invocation" || (second !== "response" && second !== "error"))
    return answer(response, 404, "NotFound")
  const known = invocations.settle(first, { kind: second, ...told })
  return known ? answer(response, 202) : answer(response, 400, "InvalidRequestID")
}

function next(invocations: Invocations, response: ServerResponse): void {
  const takeBack = invocations.take(({ id, event, timeoutMs }) => {
    response.writeHead(200, {
      "Content-Type": "application/json",
      "Lambda-Runtime-Aws-Request-Id": id,
      "Lambda-Runtime-Deadline-Ms": String(Date.now() + timeoutMs),
      "Lambda-Runtime-Invoked-Function-Arn": arn
    })
    response.end(event)
  })
  // A sandbox that died while it waited must not get the next event.
  response.on("close", takeBack)
}

function answer(response: ServerResponse, status: number, errorType?: string): void {
  const body = errorType === undefined ? { status: "OK" } : { errorType, errorMessage: errorType }
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body))
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
