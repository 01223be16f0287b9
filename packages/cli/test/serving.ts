// @effect-diagnostics asyncFunction:off globalDate:off
/** A walk through all that a resource can be asked, over a handler. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import type { Api, Resource } from "@pgcrest/core"
import { GatewayEvent, makeContext } from "@pgcrest/dev"
import { sample, sampleBody } from "./sampleBody.ts"

type Record = Readonly<globalThis.Record<string, unknown>>

interface Answer {
  readonly status: number
  readonly text: string
}
type Ask = (method: string, path: string, body?: unknown) => Promise<Answer>

/** Of each resource `served`, or what went wrong first. */
export const servedOf = async (api: Api.Api, url: string): Promise<ReadonlyMap<string, string>> => {
  const handler = ApiGateway.handler(api, ResourceStorePostgres.layer({ url }))
  const ask: Ask = async (method, path, body) => {
    const call = { method, path, ...(body === undefined ? {} : { body }) }
    const event = GatewayEvent.make("http2", call)
    const result = await handler(event, makeContext("served", Date.now() + 30_000))
    return { status: result.statusCode, text: result.body ?? "" }
  }
  const [told, known] = [new Map<string, string>(), new Map<string, string>()]
  for (const resource of inOrder(api)) told.set(resource.name, await served(resource, ask, known))
  return told
}

const served = async (resource: Resource.Resource, ask: Ask, known: Map<string, string>): Promise<string> => {
  const { name, key, access } = resource
  const list = await ask("GET", `/${name}`)
  if (list.status !== 200) return `list: ${list.text}`
  const records: ReadonlyArray<Record> = JSON.parse(list.text)
  const uidOf = (record: Record) => String(record[key.columns[0].name])
  const [first] = records
  if (first !== undefined) known.set(name, uidOf(first))
  if (access.create === undefined) return "served"
  const created = await create(resource, ask, known)
  if (created.status > 201) return `create: ${created.text}`
  const uid = uidOf(JSON.parse(created.text))
  known.set(name, uid)
  return access.get === undefined ? "served" : changed(resource, ask, `/${name}/${encodeURIComponent(uid)}`)
}

const changed = async (resource: Resource.Resource, ask: Ask, path: string): Promise<string> => {
  const got = await ask("GET", path)
  if (got.status !== 200) return `get: ${got.text}`
  const patched = await ask("PATCH", path, change(resource))
  if (patched.status !== 200) return `patch: ${patched.text}`
  const history = await ask("GET", `${path}/history`)
  return history.status === 200 && history.text !== "[]" ? "served" : `history: ${history.text}`
}

const create = async (
  resource: Resource.Resource,
  ask: Ask,
  known: ReadonlyMap<string, string>
): Promise<Answer> => {
  const body = { ...sampleBody(resource, known, 1), ...asked[resource.name] }
  const [{ name, references, type }, ...others] = resource.key.columns
  const isAddressed = resource.key.by === "client" || resource.key.by === "fields"
  if (!isAddressed || others.length > 0) return ask("POST", `/${resource.name}`, body)
  const uid = references === null ? sample(type, 7) : known.get(references)
  const value = references === null ? { [name]: uid } : {}
  return ask("PUT", `/${resource.name}/${encodeURIComponent(String(uid))}`, { ...body, ...value })
}

/** What constraints ask that no declaration tells. */
const asked: Readonly<globalThis.Record<string, Record>> = {
  organizations: { slug: "two" },
  parts: { part: 1 },
  unfitting: { rank: 1, count: 1, note: "x" }
}

/** The first field that a client may change, with another value. */
const change = ({ columns }: Resource.Resource): Record => {
  for (const { name, write, references, type } of columns.values())
    if (write?.update === "optional" && references === null && type.kind !== "other")
      return { [name]: sample(type, 3) }
  return {}
}

/** Those that are referred to come first. */
const inOrder = (api: Api.Api): ReadonlyArray<Resource.Resource> => {
  const [placed, met] = [new Set<Resource.Resource>(), new Set<string>()]
  const place = (resource: Resource.Resource | undefined): void => {
    if (resource === undefined || met.has(resource.name)) return
    met.add(resource.name)
    for (const { references, nullable } of resource.columns.values())
      if (references !== null && !nullable) place(api.resources.get(references))
    placed.add(resource)
  }
  for (const resource of api.resources.values()) place(resource)
  return [...placed]
}
