// @effect-diagnostics asyncFunction:off
/** A page of documentation whose requests are sent: what they are sent to, and how. */
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type { ApiGateway } from "@pgcrest/adapter-apigw"
import type { ResourceStore, SqlFunctions } from "@pgcrest/core"
import { GatewayEvent, type Users } from "@pgcrest/dev"
import type * as Config from "effect/Config"
import type * as Layer from "effect/Layer"
import { installRuntime, receive } from "../wire/streamed.ts"
import type { Got, Sent } from "./played.ts"

/** What a page's requests need of a store. */
export type Stores = Layer.Layer<ResourceStore | SqlFunctions, Config.ConfigError>

export interface Page {
  /** In docs, without its ending. */
  readonly name: string
  readonly path: string
  readonly text: string
  /** The modules that it declares its api in, by the names that its blocks have. */
  readonly modules: ReadonlyArray<{ readonly name: string; readonly text: string }>
  /** SQL that its database needs beside the tables of the api. */
  readonly schema: string
  readonly serve: (stores: Stores) => ApiGateway.Handler
}

/** The page `docs/{name}.md`, and the modules of it that lie in a folder beside this. */
export const makePage = (
  name: string,
  modules: ReadonlyArray<string>,
  { schema, serve }: Pick<Page, "schema" | "serve">
): Page => {
  const path = fileURLToPath(new URL(`../../../../docs/${name}.md`, import.meta.url))
  return {
    name,
    path,
    text: readFileSync(path, "utf8"),
    modules: modules.map((file) => ({
      name: file.replace(/^.*\//u, ""),
      text: readFileSync(new URL(file, import.meta.url), "utf8")
    })),
    schema,
    serve
  }
}

// Before any handler is made, as each looks then whether its response can be sent while it is made.
installRuntime()

const users: Users = {
  ann: { sub: "ann" },
  bob: { sub: "bob" },
  ines: { sub: "ines", groups: ["librarians"] }
}

/** Sends requests to the page's api over these stores: of nobody, or of whom `Authorization` names, as `dev` has it. */
export const sendTo = (page: Page, stores: Stores): ((sent: Sent) => Promise<Got>) => {
  const handler = page.serve(stores)
  return async ({ body, headers: { Authorization = "", ...headers }, method, path }) => {
    const as = users[Authorization.replace("Bearer ", "")]
    const call = { method, path, headers, ...(body === undefined ? {} : { body }) }
    const event = GatewayEvent.make("http2", as === undefined ? call : { ...call, as })
    const { failed, prelude, text } = await receive(handler, event)
    if (failed !== null) throw failed
    const named = Object.entries(prelude.headers).map(([name, value]) => [name.toLowerCase(), value])
    return { status: prelude.statusCode, headers: Object.fromEntries(named), body: text }
  }
}
