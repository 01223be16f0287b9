/** The entity tag of a record in an answer, and whether a condition names it. */
import { Query, type Resource, type Rows } from "@pgcrest/core"
import { type EntityTags, renderEntityTag } from "../http/entityTag.ts"
import { view } from "./view.ts"

/** Version and view: the version alone is no strong validator, as a deploy or a choice of fields changes the bytes. */
export const etagOf = (rows: Rows.Rows, resource: Resource.Resource, select: Query.Select): string | null => {
  const version = rows.metas()[0]?.version ?? null
  if (version === null) return null
  return renderEntityTag(
    version,
    rows.computed ? view([shapeOf(resource, select), rows.json()]) : viewOf(resource, select)
  )
}

// Of whole records alone: choices of fields are a client's to make, and none is remembered.
const views = new WeakMap<Resource.Resource, string>()

function viewOf(resource: Resource.Resource, select: Query.Select): string {
  if (select !== null) return view([shapeOf(resource, select)])
  const found = views.get(resource) ?? view([shapeOf(resource, null)])
  views.set(resource, found)
  return found
}

function shapeOf(resource: Resource.Resource, select: Query.Select): string {
  return Query.selected(resource, select)
    .map((name) => `${name}:${resource.columns.get(name)?.type.kind}`)
    .join()
}

/** Compares whole tags, weakly: what must match strongly leaves the weak ones out first. */
export const matches = (tags: EntityTags, etag: string | null): boolean =>
  tags === "*" || (etag !== null && tags.some(({ opaque }) => `"${opaque}"` === etag))
