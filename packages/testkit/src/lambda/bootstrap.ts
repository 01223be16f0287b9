// @effect-diagnostics asyncFunction:off globalDate:off
/** A runtime client as Lambda's own: `node bootstrap.ts <bundle file> <export>` asks for events until it is ended. */
import { Agent, type IncomingHttpHeaders, request } from "node:http"
import { resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { awslambda, isStreaming, stream } from "./streaming.ts"

type Handler = (event: unknown, context: unknown) => unknown

/** A response of the runtime API, read to its end. */
interface RuntimeResponse {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const api = `http://${process.env["AWS_LAMBDA_RUNTIME_API"]}/2018-06-01/runtime`
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
const [, , file = "", name = "handler"] = process.argv
let current = "init"

// As on Lambda, an error that nobody caught fails the invocation it happened in and ends the sandbox.
process.on("uncaughtException", (cause) => end(cause, 129))
process.on("unhandledRejection", (cause) => end(cause, 128))

Reflect.set(globalThis, "awslambda", awslambda)
const handler = await load().catch((cause: unknown) => end(cause, 1))
while (true) await handleNext(handler).catch((cause: unknown) => end(cause, 1))

async function load(): Promise<Handler> {
  const loaded: Readonly<Record<string, unknown>> = await import(pathToFileURL(resolve(file)).href)
  const found = loaded[name]
  if (isHandler(found)) return found
  throw Object.assign(new Error(`${file} exports no function ${name}`), { name: "Runtime.HandlerNotFound" })
}

async function handleNext(handler: Handler): Promise<void> {
  const { headers, body } = await call("GET", "/invocation/next")
  const id = String(headers["lambda-runtime-aws-request-id"])
  current = `invocation/${id}`
  if (isStreaming(handler)) {
    const destination = { agent, url: `${api}/invocation/${id}/response` }
    return stream(destination, (to) => handler(JSON.parse(body), to, contextOf(id, headers)))
  }
  const answer = async (): Promise<unknown> => handler(JSON.parse(body), contextOf(id, headers))
  await answer().then(
    (result) => call("POST", `/invocation/${id}/response`, JSON.stringify(result ?? null)),
    (cause: unknown) => tell(cause)
  )
}

function contextOf(awsRequestId: string, headers: IncomingHttpHeaders) {
  const deadline = Number(headers["lambda-runtime-deadline-ms"])
  return {
    awsRequestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env["AWS_LAMBDA_FUNCTION_NAME"] ?? "function",
    functionVersion: process.env["AWS_LAMBDA_FUNCTION_VERSION"] ?? "$LATEST",
    invokedFunctionArn: String(headers["lambda-runtime-invoked-function-arn"]),
    memoryLimitInMB: process.env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] ?? "1024",
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now())
  }
}

async function end(cause: unknown, code: number): Promise<never> {
  // Where the API is gone there is nobody to tell.
  await tell(cause).catch(() => {})
  process.exit(code)
}

function tell(cause: unknown): Promise<RuntimeResponse> {
  const error = cause instanceof Error ? cause : new Error(String(cause))
  const trace = (error.stack ?? "").split("\n")
  const body = JSON.stringify({ errorType: error.name, errorMessage: error.message, trace })
  return call("POST", `/${current}/error`, body, { "Lambda-Runtime-Function-Error-Type": error.name })
}

function call(method: string, path: string, body = "", headers: Readonly<Record<string, string>> = {}) {
  return new Promise<RuntimeResponse>((resolve, reject) => {
    const sent = request(`${api}${path}`, { method, agent, headers }, (response) => {
      const chunks: Array<Buffer> = []
      response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", reject)
      response.on("end", () => resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }))
    })
    sent.on("error", reject).end(body)
  })
}

function isHandler(found: unknown): found is Handler {
  return typeof found === "function"
}
