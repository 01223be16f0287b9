/** The resources that are served together, and their hooks. */
import type { Handlers, Hooks } from "./hooks/Hooks.ts"
import { InvalidDeclaration } from "./resource/InvalidDeclaration.ts"
import { type Link, linkFaults, linksOf } from "./resource/Link.ts"
import type * as Relation from "./resource/Relation.ts"
import type * as Resource from "./resource/Resource.ts"

/** `E` and `S` are the errors and services that the hooks bring along, `Names` the resources' names. */
export interface Api<E = never, S = never, Names extends string = string> {
  readonly _tag: "Api"
  readonly name: string
  readonly resources: ReadonlyMap<Names, Resource.Resource>
  /** Of each resource: its relations and references, resolved. */
  readonly links: ReadonlyMap<Resource.Resource, ReadonlyArray<Link>>
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

/** Joins resources and hooks; throws InvalidDeclaration for references to nothing. */
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
  const resources = new Map<Rs[number]["name"], Resource.Resource>()
  for (const resource of options.resources) {
    if (resources.has(resource.name))
      throw new InvalidDeclaration(`Api "${name}": two resources are named "${resource.name}"`)
    resources.set(resource.name, resource)
  }
  const handlers = new Map<string, Handlers<any, any>>()
  for (const { resource, handlers: of } of options.hooks ?? []) {
    if (resources.get(resource.name) !== resource)
      throw new InvalidDeclaration(`Api "${name}": hooks of "${resource.name}", which is not in it`)
    if (handlers.has(resource.name))
      throw new InvalidDeclaration(`Api "${name}": two sets of hooks for "${resource.name}"`)
    handlers.set(resource.name, of)
  }
  for (const resource of resources.values()) {
    for (const fault of linkFaults(resource, resources))
      throw new InvalidDeclaration(`Api "${name}": ${fault}`)
  }
  const links = new Map([...resources.values()].map((resource) => [resource, linksOf(resource, resources)]))
  return { _tag: "Api", name, resources, links, hooks: handlers }
}
