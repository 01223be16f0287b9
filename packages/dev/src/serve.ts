// @effect-diagnostics asyncFunction:off
/** What `pnpm dev` does: a database, a bundle rebuilt on change, sandboxes that run it, and the gateway before them. */
import type { WatchOptions } from "rolldown"
import type { GatewaySettings, Handler } from "./answer.ts"
import { firstScreen } from "./firstScreen.ts"
import * as Gateway from "./Gateway.ts"
import { SandboxPool } from "./SandboxPool.ts"
import { type Closers, closeOnSignal, makeClosers } from "./shutdown.ts"
import { watchBundle } from "./watchBundle.ts"

/** A running database. */
export interface Database {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** Everything `serve` needs to know. */
export interface ServeOptions extends Omit<GatewaySettings, "handler"> {
  /** The API's name, for the first screen. */
  readonly name: string
  readonly port: number
  /** Started once; its URL reaches the handler as DATABASE_URL. */
  readonly database: () => Promise<Database>
  /** Added to the environment of this process for the handler. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** rolldown's configuration, as for the deployed bundle. */
  readonly config: WatchOptions | Array<WatchOptions>
  /** The file of that bundle which exports `handler`. */
  readonly bundle: string
  /** Commands to try, for the URL that the gateway got. */
  readonly samples?: (url: string) => ReadonlyArray<string>
  readonly print?: (line: string) => void
}

/** Serves until a signal comes, then ends the process with 0; with 1, and a sentence, if it could not start. */
export const serve = async (options: ServeOptions): Promise<void> => {
  const { print = console.log } = options
  const closers = makeClosers()
  const takeSignals = closeOnSignal(closers, print)
  const problem = await start(options, closers, takeSignals, print).catch(
    (error: unknown) => `It could not start: ${String(error)}`
  )
  if (problem === undefined) return
  print(problem)
  await closers.close().catch((error: unknown) => print(String(error)))
  process.exit(1)
}

const start = async (
  options: ServeOptions,
  closers: Closers,
  takeSignals: () => void,
  print: (line: string) => void
): Promise<string | undefined> => {
  const { bundle, config, name, samples, source, users = {} } = options
  const build: Build = { handler: undefined }
  const port = await openGateway(options, closers, build)
  if (port === undefined) return portInUse(options.port)

  const starting = options.database()
  closers.set("database", () =>
    starting.then(
      (database) => database.stop(),
      () => undefined
    )
  )
  const database = await starting
  takeSignals()

  const pool = new SandboxPool({
    bundle,
    env: { ...process.env, ...options.env, DATABASE_URL: database.url },
    print
  })
  closers.set("sandboxes", () => pool.close())
  const bundling = watchBundle(config, {
    onBuilt: async (since) => {
      const problem = await pool.reload().then(() => undefined, String)
      const ms = Math.round(performance.now() - since)
      if (problem !== undefined) print(problem)
      else print(build.handler === undefined ? `Bundled and loaded in ${ms} ms.` : `Reloaded in ${ms} ms.`)
      build.handler = (event, context) => pool.invoke(event, context)
    },
    onFailed: (sentences) => {
      const goesOn = build.handler === undefined ? "" : " The last good bundle goes on serving."
      print([`The build failed.${goesOn}`, ...sentences].join("\n"))
    }
  })
  closers.set("bundling", () => bundling.close())
  await bundling.first
  const url = `http://localhost:${port}`
  print(firstScreen({ name, url, source, users, samples: samples?.(url) ?? [] }))
  return undefined
}

interface Build {
  handler: Handler | undefined
}

// First of all, because a port in use is found in a millisecond and a database takes a second.
const openGateway = (options: ServeOptions, closers: Closers, build: Build): Promise<number | undefined> => {
  const handler: Handler = (event, context) =>
    build.handler?.(event, context) ??
    Promise.reject(new Error("There is no bundle yet; see the build above."))
  const server = Gateway.make({ ...options, handler })
  closers.set("gateway", () => Gateway.close(server))
  return Gateway.listen(server, options.port)
}

const portInUse = (port: number): string =>
  `Port ${port} is in use by another program. Choose another one: PORT=${port + 1} pnpm dev`
