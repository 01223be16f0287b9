// @effect-diagnostics asyncFunction:off
/** What the command `dev` of a project does: a database, a bundle rebuilt on change, sandboxes that run it, and the gateway before them. */
import type { Server } from "node:http"
import type { WatchOptions } from "rolldown"
import type { GatewaySettings } from "../gateway/answer.ts"
import { firstScreen, tokenFor } from "./firstScreen.ts"
import * as Gateway from "../gateway/Gateway.ts"
import { type NewestBundle, newestBundle } from "./NewestBundle.ts"
import type { Described } from "../page/Described.ts"
import { firstPage } from "../page/firstPage.ts"
import {
  type AuthorityOptions,
  type LateAuthority,
  lateAuthority,
  type RunningAuthority
} from "./lateAuthority.ts"
import { peopleOf } from "../page/People.ts"
import { openPort, urlOf } from "./port.ts"
import { SandboxPool } from "./SandboxPool.ts"
import { type Closers, closeOnSignal, makeClosers } from "./shutdown.ts"
import { watchBundle } from "./watchBundle.ts"

/** A running database. */
export interface Database {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** Everything `serve` needs to know. */
export interface ServeOptions extends Omit<GatewaySettings, "handler" | "ready" | "page" | "authority"> {
  /** The API's name, for the first screen and the first page. */
  readonly name: string
  /** What it serves, as declared: shown to browsers at `/`, with requests to try. */
  readonly api?: Described
  /** The path prefix of PostgREST's wire, where the handler serves it too: the page then tells how its clients are pointed at it. */
  readonly postgrest?: string
  /** This port and no other, as a number or as PORT says it; absent or "": the first free one from 3000. */
  readonly port?: number | string | undefined
  /** Started once; its URL reaches the handler as DATABASE_URL. */
  readonly database: () => Promise<Database>
  /** With it tokens are real: people sign in, and `users` only tells which groups they have. */
  readonly authority?: AuthorityOptions | undefined
  /** Added to the environment of this process for the handler. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** rolldown's configuration, as for the deployed bundle. */
  readonly config: WatchOptions | Array<WatchOptions>
  /** The file of that bundle which exports `handler`. */
  readonly bundle: string
  /** The path and query of a page to look at, where the printed URL leads to: that of the api unless given. */
  readonly home?: string
  /**
   * Commands to try, for the URL that the gateway got, on the first screen and the first page; `token` is what a shell puts,
   * between double quotes, behind `Authorization: Bearer` to act as somebody.
   */
  readonly samples?: (url: string, token: (user: string) => string) => ReadonlyArray<string>
  readonly print?: (line: string) => void
}

/** Serves until a signal comes, then ends the process with 0; with 1, and a sentence, if it could not start. */
export const serve = async (options: ServeOptions): Promise<void> => {
  const { print = console.log } = options
  const closers = makeClosers()
  const starting = { closers, print, bundle: newestBundle(), takeSignals: closeOnSignal(closers, print) }
  const problem = await start(options, starting).catch(
    (error: unknown) => `It could not start: ${String(error)}`
  )
  // A terminal's Ctrl-C ends initdb too: that is no failure to tell, and who took the signal ends the process.
  if (problem === undefined || closers.isClosing()) return
  print(problem)
  starting.bundle.failed(problem)
  await closers.close().catch((error: unknown) => print(String(error)))
  process.exit(1)
}

interface Starting {
  readonly bundle: NewestBundle
  readonly closers: Closers
  readonly print: (line: string) => void
  readonly takeSignals: () => void
}

const start = async (options: ServeOptions, starting: Starting): Promise<string | undefined> => {
  const { api, name, samples, source, users = {} } = options
  const { bundle, closers, print } = starting
  const late = options.authority === undefined ? undefined : lateAuthority(options.authority)
  const people = peopleOf(users, options.authority?.passwords)
  const { handler, ready } = bundle
  const samplesAt = (url: string) => samples?.(url, (user) => tokenFor(url, people, user)) ?? []
  // Which port it got is known by then: it is asked for there.
  const page =
    api === undefined
      ? undefined
      : () => firstPage({ ...options, api, people, samples: samplesAt(urlOf(server)) })
  // First of all, because a port in use is found in a millisecond and a database takes a second.
  const server: Server = Gateway.make({ ...options, page, handler, ready, authority: late?.authority })
  closers.set("gateway", () => Gateway.close(server))
  const port = await openPort(server, options.port)
  if (typeof port === "string") return port

  const { database, authority } = await open(options, starting, late)
  const env = { ...options.env, ...authority?.env, DATABASE_URL: database.url }
  await bundleAndLoad({ ...options, env }, starting)
  const url = urlOf(server)
  const { home = api === undefined ? "" : "/" } = options
  const toTry = [...samplesAt(url), ...(authority?.samples ?? [])]
  print(firstScreen({ name, url, home, source, people, issuer: authority?.issuer, samples: toTry }))
  return undefined
}

const open = async (
  { database }: ServeOptions,
  { closers, takeSignals }: Starting,
  late: LateAuthority | undefined
): Promise<{ readonly database: Database; readonly authority: RunningAuthority | undefined }> => {
  const opening = database()
  closers.set("database", () =>
    opening.then(
      (database) => database.stop(),
      () => undefined
    )
  )
  if (late !== undefined) closers.set("authority", late.close)
  const [opened, authority] = await Promise.all([opening, late?.open()])
  takeSignals()
  return { database: opened, authority }
}

const bundleAndLoad = (options: ServeOptions, { bundle, closers, print }: Starting) => {
  const env = { ...process.env, ...options.env }
  const pool = new SandboxPool({ bundle: options.bundle, env, print })
  closers.set("sandboxes", () => pool.close())
  const fail = (...[problem = "", ...more]: ReadonlyArray<string>) => {
    const goesOn = bundle.isThere() ? " The last good bundle goes on serving." : ""
    const told = [`${problem}${goesOn}`, ...more].join("\n")
    print(told)
    bundle.failed(told)
  }
  const bundling = watchBundle(options.config, {
    onBuilt: async (since) => {
      const problem = await pool.reload().then(() => undefined, messageOf)
      if (problem !== undefined) return fail(...problem.split("\n"))
      const ms = Math.round(performance.now() - since)
      print(bundle.isThere() ? `Reloaded in ${ms} ms.` : `Bundled and loaded in ${ms} ms.`)
      bundle.loaded((event, context) => pool.invoke(event, context))
    },
    onFailed: (sentences) => fail("The build failed.", ...sentences)
  })
  closers.set("bundling", () => bundling.close())
  return bundling.first
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
