/** The resources that are served together, and their hooks. */
import type { Handlers, Hooks } from "./hooks/Hooks.ts"
import { InvalidDeclaration } from "./resource/InvalidDeclaration.ts"
import type * as Relation from "./resource/Relation.ts"
import type * as Resource from "./resource/Resource.ts"

/** `E` and `S` are the errors and services that the hooks bring along, `Names` the resources' names. */
export interface Api<E = never, S = never, Names extends string = string> {
  readonly _tag: "Api"
  readonly name: string
  readonly resources: ReadonlyMap<Names, Resource.Resource>
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
    for (const fault of danglingNames(resource, resources))
      throw new InvalidDeclaration(`Api "${name}": ${fault}`)
  }
  return { _tag: "Api", name, resources, hooks: handlers }
}

function* danglingNames(
  { name, columns, relations }: Resource.Resource,
  resources: ReadonlyMap<string, Resource.Resource>
): Generator<string> {
  for (const { name: field, references } of columns.values()) {
    if (references !== null && !resources.has(references))
      yield `${name}.${field} refers to "${references}", which is not in it`
  }
  for (const [relation, { _tag, target, via }] of Object.entries(relations)) {
    const other = resources.get(target)
    if (other === undefined) yield `the relation ${name}.${relation} leads to "${target}", which is not in it`
    else if (_tag === "Many" && !other.columns.has(via))
      yield `the relation ${name}.${relation} goes by ${target}.${via}, which is no field`
  }
}
