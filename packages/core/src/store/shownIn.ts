/** What answers of an api can show: one that is kept is told again only by declarations that show the same. */
import * as Projection from "../query/Projection.ts"
import type { Resource } from "../resource/Resource.ts"
import { shortHash } from "../value/shortHash.ts"

type Resources = ReadonlyMap<string, Resource>

const known = new WeakMap<Resources, string>()

/** A short text of the fields that all resources show, and of their types. */
export const shownIn = ({ resources }: { readonly resources: Resources }): string => {
  const text =
    known.get(resources) ??
    shortHash([...resources].flatMap(([name, resource]) => [name, Projection.whole(resource).key]))
  known.set(resources, text)
  return text
}
