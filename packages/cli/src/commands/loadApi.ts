// @effect-diagnostics asyncFunction:off
/** An api out of a module of the reader's. */
import type { Api } from "@pgcrest/core"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import { resolve } from "node:path"
import { pathToFileURL } from "node:url"

/** Sentences, a line each. */
export class NoApi extends Data.TaggedError("NoApi")<{ readonly message: string }> {}

/** What the module exports under a name; runs the module. */
export const loadApi = (path: string, name: string): Effect.Effect<Api.Api<unknown, unknown>, NoApi> => {
  const { href } = pathToFileURL(resolve(path))
  return Effect.tryPromise({
    try: async (): Promise<unknown> => import(href),
    catch: (cause) => new NoApi({ message: sentenceOf(path, href, cause) })
  }).pipe(Effect.flatMap((module) => apiIn(module, path, name)))
}

function apiIn(module: unknown, path: string, name: string): Effect.Effect<Api.Api<unknown, unknown>, NoApi> {
  const found: unknown = typeof module === "object" && module !== null ? Reflect.get(module, name) : undefined
  return isApi(found)
    ? Effect.succeed(found)
    : Effect.fail(new NoApi({ message: `${path} exports no api under the name "${name}".` }))
}

function isApi(value: unknown): value is Api.Api<unknown, unknown> {
  return typeof value === "object" && value !== null && Reflect.get(value, "_tag") === "Api"
}

function sentenceOf(path: string, href: string, cause: unknown): string {
  const told = (name: string): unknown => (cause instanceof Error ? Reflect.get(cause, name) : undefined)
  if (told("code") === "ERR_MODULE_NOT_FOUND" && told("url") === href) return `There is no file ${path}.`
  if (told("code") === "ERR_UNSUPPORTED_DIR_IMPORT")
    return `${path} is a folder: name the file in it that exports the api.`
  if (told("code") === "ERR_UNKNOWN_FILE_EXTENSION")
    return `${path} is TypeScript, which Node.js ${process.versions.node} does not load: use Node.js 24, or name the compiled file.`
  return `${path} cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`
}
