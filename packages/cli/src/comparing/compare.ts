/** What would change of the files on disk, were they written again. */
import type { Files } from "../writing/filesOf.ts"
import { tableIn } from "../writing/keptNames.ts"
import { difference } from "./difference.ts"

export type Comparison =
  | { readonly _tag: "New"; readonly path: string }
  | { readonly _tag: "Changed"; readonly path: string; readonly lines: ReadonlyArray<string> }
  /** A file of a resource whose table is not there any more. */
  | { readonly _tag: "Gone"; readonly path: string }

/** Nothing for what stays as it is. */
export const compare = (before: Files, after: Files): ReadonlyArray<Comparison> => [
  ...[...after].flatMap(([path, text]) => changeOf(path, before.get(path), text)),
  ...goneFrom(before, after).map((path) => ({ _tag: "Gone" as const, path }))
]

// What else lies there, such as rules that several resources share or another resource of a table, is the reader's own.
function goneFrom(before: Files, after: Files): ReadonlyArray<string> {
  const others = [...before].filter(([path]) => path.startsWith("resources/") && !after.has(path))
  const declared = new Set(others.length === 0 ? [] : [...after.values()].map(tableIn))
  return others.flatMap(([path, text]) => {
    const table = tableIn(text)
    return table === null || declared.has(table) ? [] : [path]
  })
}

function changeOf(path: string, before: string | undefined, after: string): ReadonlyArray<Comparison> {
  if (before === undefined) return [{ _tag: "New", path }]
  // The composition root is the reader's own once it is written, and of the api all but what it is made of.
  if (path === "main.ts" || (path === "api.ts" && sameResources(before, after)) || before === after) return []
  return [{ _tag: "Changed", path, lines: difference(before, after) }]
}

function sameResources(before: string, after: string): boolean {
  return resourcesIn(before) === resourcesIn(after)
}

function resourcesIn(api: string): string {
  const paths = [...api.matchAll(/from "\.\/resources\/([^"]+)"/gu)].map(([, path]) => path)
  return paths.toSorted().join()
}
