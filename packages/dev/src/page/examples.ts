/** Three requests that a declaration suggests: records, a choice of their fields, and what a create without any field breaks. */
import type { Resource } from "@pgcrest/core"
import type { Users } from "../event/authorizer.ts"
import type { Described } from "./Described.ts"
import { firstWhoMay } from "./whoMay.ts"

/** A request to click. */
export interface Example {
  readonly title: string
  readonly method: "GET" | "POST"
  /** Path and query. */
  readonly target: string
  /** Who asks: a user's name, or "" for nobody who is signed in. */
  readonly as: string
  readonly body: string
}

/** Those of them that somebody may ask. */
export const examplesOf = ({ resources }: Described, users: Users): ReadonlyArray<Example> => {
  const all = [...resources.values()]
  const listed = first(all, (resource) => firstWhoMay(resource.access.list, users))
  const made = first(all.filter(hasRequired), (resource) => firstWhoMay(resource.access.create, users))
  return [...(listed === undefined ? [] : lists(listed)), ...(made === undefined ? [] : [emptyCreate(made)])]
}

interface Chosen {
  readonly resource: Resource.Resource
  readonly as: string
}

const first = (
  resources: ReadonlyArray<Resource.Resource>,
  who: (resource: Resource.Resource) => string | undefined
): Chosen | undefined => {
  const able = resources.flatMap((resource) => {
    const as = who(resource)
    return as === undefined ? [] : [{ resource, as }]
  })
  // Where somebody may without signing in, there is less to explain.
  return able.find(({ as }) => as === "") ?? able[0]
}

const hasRequired = ({ columns }: Resource.Resource): boolean =>
  [...columns.values()].some(({ write }) => write?.create === "required")

const lists = ({ as, resource }: Chosen): ReadonlyArray<Example> => {
  const { audit, columns, name } = resource
  const shown = [...columns.values()].filter((column) => column.shown)
  const own = shown.find(({ plays, type }) => plays === null && type.kind === "text") ?? shown[0]
  const select = [own?.name, audit.last_updated_at].filter((field) => typeof field === "string")
  const order = audit.last_updated_at === null ? own?.name : `${audit.last_updated_at}.desc`
  const list = { method: "GET", as, body: "" } as const
  return [
    { ...list, title: `Three ${name}`, target: `/${name}?limit=3` },
    {
      ...list,
      title: `The ${name} that changed last`,
      target: `/${name}?select=${select.join(",")}&order=${order}&limit=5`
    }
  ]
}

const emptyCreate = ({ as, resource }: Chosen): Example => ({
  title: `What ${resource.name} must have`,
  method: "POST",
  target: `/${resource.name}`,
  as,
  body: "{}"
})
