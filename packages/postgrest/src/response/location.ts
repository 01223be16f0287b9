/** Where rows are found: by a filter on their key, as tables have it. */
import { Resource } from "@pgcrest/core"

/** `/books?uid=eq.1` behind the prefix. */
export const locationOf = (prefix: string, { key, name }: Resource.Resource, uid: string): string => {
  const cells = Resource.soleColumn(key) === null ? (Resource.cellsOfUid(key, uid) ?? []) : [uid]
  const named = key.columns.map(
    (column, at) => `${encodeURIComponent(column.name)}=eq.${encodeURIComponent(String(cells[at]))}`
  )
  return `${prefix}/${encodeURIComponent(name)}?${named.join("&")}`
}
