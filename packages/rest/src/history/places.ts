/** Where histories across records are: `/history`, and beside a record's own. */
import { offers, type Resource } from "@pgcrest/core"
import type { Place } from "../beside.ts"
import { readUid } from "../request/address.ts"
import type { Settings } from "../Settings.ts"

/** Of one record, or, where there is none, across resources. */
export interface HistoryPlace extends Place {
  readonly record: { readonly resource: Resource.Resource; readonly uid: string } | null
}

const methods = ["GET", "HEAD"] as const

/** `/history`, `/books/{uid}/history`; nothing where a resource offers no history. */
export const trailPlace =
  (settings: Settings) =>
  (path: ReadonlyArray<string>): HistoryPlace | undefined =>
    path[0] === "history"
      ? path.length === 1
        ? { template: "/history", methods, record: null }
        : undefined
      : recordPlace(settings, path, "history")

/** `/books/{uid}/{last}`. */
export const recordPlace = (
  { served }: Settings,
  [name = "", id = "", last, ...more]: ReadonlyArray<string>,
  word: string
): HistoryPlace | undefined => {
  const resource = served.get(name)?.resource
  if (resource === undefined || last !== word || more.length > 0 || !offers(resource, "history"))
    return undefined
  const uid = readUid(resource, id)
  return uid === null ? undefined : { template: `/${name}/{uid}/${word}`, methods, record: { resource, uid } }
}
