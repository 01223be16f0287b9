/** The entity tag of a record in an answer, and whether a condition names it. */
import { type Projection, type Rows, shortHash } from "@pgcrest/core"
import { type EntityTags, renderEntityTag } from "../http/entityTag.ts"

/** Version and view, which also stands for how the record is written: the version alone is no strong validator, as a deploy or a choice of fields changes the bytes. */
export const etagOf = (
  rows: Rows.Rows,
  projection: Projection.Projection,
  { view }: { readonly view: string }
): string | null => {
  const version = rows.keys()[0]?.version ?? null
  if (version === null) return null
  const written = view === "" ? [] : [view]
  if (rows.computed) return renderEntityTag(version, shortHash([projection.key, rows.json(), ...written]))
  return renderEntityTag(version, view === "" ? viewOf(projection) : shortHash([projection.key, ...written]))
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
