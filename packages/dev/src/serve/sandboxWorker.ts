// @effect-diagnostics asyncFunction:off
/** Inside a sandbox: imports the bundle once, then calls its handler for one event after another. */
import { pathToFileURL } from "node:url"
import { parentPort, workerData } from "node:worker_threads"
import { makeContext } from "../gateway/LambdaContext.ts"

/** An invocation on its way in: the event as JSON. */
export interface Invocation {
  readonly event: string
  readonly awsRequestId: string
  readonly deadline: number
}

/** What a sandbox says: loaded, or an invocation's result as JSON (undefined: nothing), or what went wrong. */
export type Report =
  | { readonly _tag: "Loaded" }
  | { readonly _tag: "Answered"; readonly result: string | undefined }
  | { readonly _tag: "Failed"; readonly error: string }

type BundleHandler = (event: unknown, context: unknown) => unknown

const isHandler = (value: unknown): value is BundleHandler => typeof value === "function"

const load = async (bundle: string): Promise<BundleHandler> => {
  const { handler }: { readonly handler?: unknown } = await import(pathToFileURL(bundle).href)
  if (isHandler(handler)) return handler
  throw new Error(`${bundle} exports no function called handler`)
}

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)

const run = async (
  handler: BundleHandler,
  { awsRequestId, deadline, event }: Invocation
): Promise<Report> => {
  try {
    const result = await handler(JSON.parse(event), makeContext(awsRequestId, deadline))
    return { _tag: "Answered", result: JSON.stringify(result) }
  } catch (error) {
    return { _tag: "Failed", error: describe(error) }
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is no window
const report = (said: Report): void => parentPort?.postMessage(said)

const start = async (): Promise<void> => {
  try {
    const handler = await load(workerData.bundle)
    parentPort?.on("message", (invocation: Invocation) => void run(handler, invocation).then(report))
    report({ _tag: "Loaded" })
  } catch (error) {
    report({ _tag: "Failed", error: `The bundle could not be loaded.\n${describe(error)}` })
  }
}

void start()
