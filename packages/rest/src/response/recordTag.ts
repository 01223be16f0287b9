/** The entity tag of a record in an answer, and whether a condition names it. */
import { type Projection, type Rows, shortHash } from "@pgcrest/core"
import { type EntityTags, renderEntityTag } from "../http/entityTag.ts"

/** Version and view: the version alone is no strong validator, as a deploy or a choice of fields changes the bytes. */
export const etagOf = (rows: Rows.Rows, projection: Projection.Projection): string | null => {
  const version = rows.keys()[0]?.version ?? null
  if (version === null) return null
  return renderEntityTag(
    version,
    rows.computed ? shortHash([projection.key, rows.json()]) : viewOf(projection)
  )
}

// By the projection itself: that of whole records is one object, and a client's choice goes with its request.
const views = new WeakMap<Projection.Projection, string>()

function viewOf(projection: Projection.Projection): string {
  const known = views.get(projection)
  if (known !== undefined) return known
  const made = shortHash([projection.key])
  views.set(projection, made)
  return made
}

/** Compares whole tags, weakly: what must match strongly leaves the weak ones out first. */
export const matches = (tags: EntityTags, etag: string | null): boolean =>
  tags === "*" || (etag !== null && tags.some(({ opaque }) => `"${opaque}"` === etag))
