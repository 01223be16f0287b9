/** What can be done with a resource, as PostgREST does it with a table: one row per method. */
import { type Act, offers, type Resource } from "@pgcrest/core"
import { parsePreferences } from "./http/Preferences.ts"

/** A resource by the methods that it has. */
export interface Table {
  readonly resource: Resource.Resource
  readonly methods: ReadonlySet<Method>
  /** As Allow and OPTIONS tell them. */
  readonly allow: string
}

/** The methods of tables. */
export type Method = keyof typeof acts

// In the order in which PostgREST lists them. Any of the acts makes the method.
const acts = {
  GET: ["list"],
  HEAD: ["list"],
  POST: ["create", "upsert"],
  PUT: ["upsert"],
  PATCH: ["update"],
  DELETE: ["delete"]
} as const satisfies Readonly<Record<string, ReadonlyArray<Act>>>

/** The methods for which the resource has a rule. */
export const tableOf = (resource: Resource.Resource): Table => {
  const methods = names.filter((method) => acts[method].some((act) => offers(resource, act)))
  return { resource, methods: new Set(methods), allow: ["OPTIONS", ...methods].join(",") }
}

/** Whether the table has it: methods are case-sensitive. */
export const methodOf = ({ methods }: Table, text: string): Method | null => {
  const method = names.find((one) => one === text)
  return method !== undefined && methods.has(method) ? method : null
}

/** The act that a request is for, by its method and what it prefers; null for what is no method here. */
export const actOf = (method: string, prefer: ReadonlyArray<string> = []): Act | null => {
  const name = names.find((one) => one === method)
  if (name === undefined) return null
  if (name !== "POST") return acts[name][0]
  return parsePreferences(prefer).resolution === "merge-duplicates" ? "upsert" : "create"
}

const names = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const satisfies ReadonlyArray<Method>
