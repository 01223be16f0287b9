/** The resources that are served together, and their hooks. */
import type { Handlers, Hooks } from "./hooks/Hooks.ts"
import { InvalidDeclaration } from "./resource/InvalidDeclaration.ts"
import { type Link, linkFaults, linksOf } from "./resource/Link.ts"
import type * as Relation from "./resource/Relation.ts"
import type * as Resource from "./resource/Resource.ts"

/** What a wire serves; `E` and `S` are the errors and services that its hooks bring along, `Names` the resources' names. */
export interface Api<E = never, S = never, Names extends string = string> {
  readonly _tag: "Api"
  readonly name: string
  /** By their names. */
  readonly resources: ReadonlyMap<Names, Resource.Resource>
  /** Of each resource: its relations and references, resolved. */
  readonly links: ReadonlyMap<Resource.Resource, ReadonlyArray<Link>>
  /** By the names of their resources; most have none. */
  readonly hooks: ReadonlyMap<string, Handlers<E, S>>
}

type Named<N extends string> = Resource.Resource<N, any, any>
// Names that the compiler does not know, as of a resource declared on the spot, are checked when the api is made.
type Missing<Rs extends ReadonlyArray<Resource.Resource>> = {
  [I in keyof Rs]: Rs[I]["relations"][keyof Rs[I]["relations"]] extends infer L
    ? L extends Relation.Relation<any, infer T, any>
      ? string extends T
        ? never
        : Exclude<T, Rs[number]["name"]>
      : never
    : never
}[number]
type ErrorsOf<H> = H extends Hooks<infer E, any> ? E : never
type ServicesOf<H> = H extends Hooks<any, infer S> ? S : never

/** Joins resources and hooks; throws InvalidDeclaration with a line for each name that comes twice or leads to nothing. */
export const make = <
  const Rs extends ReadonlyArray<Named<string>>,
  const Hs extends ReadonlyArray<Hooks<any, any>> = []
>(
  name: string,
  options: {
    readonly resources: Rs &
      ([Missing<Rs>] extends [never]
        ? unknown
        : { readonly "relation to a resource that is not in this api": Missing<Rs> })
    readonly hooks?: Hs
  }
): Api<ErrorsOf<Hs[number]>, ServicesOf<Hs[number]>, Rs[number]["name"]> => {
  const { hooks = [] } = options
  const resources = new Map<Rs[number]["name"], Resource.Resource>(
    options.resources.map((resource) => [resource.name, resource])
  )
  const faults = [
    ...repeated(options.resources, hooks),
    ...unjoined(resources, hooks),
    ...aggregatedBesideHooks(hooks),
    ...cascades(resources)
  ]
  if (faults.length > 0) throw new InvalidDeclaration(...faults.map((fault) => `Api "${name}": ${fault}`))
  return {
    _tag: "Api",
    name,
    resources,
    links: new Map([...resources.values()].map((resource) => [resource, linksOf(resource, resources)])),
    hooks: new Map(hooks.map(({ resource, handlers }) => [resource.name, handlers]))
  }
}

type Resources = ReadonlyMap<string, Resource.Resource>

/** What is named twice. */
function* repeated(
  resources: ReadonlyArray<Resource.Resource>,
  hooks: ReadonlyArray<Hooks<any, any>>
): Generator<string> {
  for (const name of twice(resources.map((resource) => resource.name)))
    yield `two resources are named "${name}"`
  for (const name of twice(hooks.map(({ resource }) => resource.name)))
    yield `two sets of hooks for "${name}"`
}

function twice(names: ReadonlyArray<string>): ReadonlySet<string> {
  return new Set(names.filter((name, at) => names.indexOf(name) < at))
}

/** What leads to nothing in the api. */
function* unjoined(resources: Resources, hooks: ReadonlyArray<Hooks<any, any>>): Generator<string> {
  for (const { resource } of hooks) {
    if (resources.get(resource.name) !== resource) yield `hooks of "${resource.name}", which is not in it`
  }
  for (const resource of resources.values()) yield* linkFaults(resource, resources)
}

/** What leaves its table could not come back with a record. */
function* cascades(resources: Resources): Generator<string> {
  for (const { name, relations, softDelete } of resources.values())
    for (const relation of softDelete?.cascade ?? []) {
      const target = resources.get(relations[relation]?.target ?? "")
      if (target?.softDelete === null)
        yield `deletes of "${name}" go along "${relation}", but those of "${target.name}" are no soft ones`
    }
}

/** An aggregate would tell of what a hook hides or changes. */
function* aggregatedBesideHooks(hooks: ReadonlyArray<Hooks<any, any>>): Generator<string> {
  for (const { resource, handlers } of hooks)
    if (resource.aggregates && handlers.afterRead !== undefined)
      yield `"${resource.name}" allows aggregates, which would tell what its hook afterRead hides`
}
