/** `POST /rpc/{name}`: the operations of a wire; they cost a byte only where they are named. */
import { Access, type Caller, InvalidDeclaration, type Operation, type ResourceStore } from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import type * as Effect from "effect/Effect"
import type { HookFailure } from "../problem/problem.ts"
import type { Request } from "../Request.ts"
import type { Settings } from "../Settings.ts"
import type { Outcome } from "../Wire.ts"
import { claim } from "../beside.ts"
import { handleOperation } from "./handleOperation.ts"

/** What a wire answers under `/rpc`; `E` and `S` are the errors and services that its operations bring along. */
export interface Operations<out E = never, out S = never> {
  readonly _tag: "Operations"
  readonly byName: ReadonlyMap<string, Operation.Operation<E, S>>
  /** The groups that their rules name. */
  readonly groups: ReadonlySet<string>
  /** How, with the wire's settings; throws InvalidDeclaration where a resource stands at the address. */
  readonly at: (
    settings: Settings
  ) => (
    request: Request,
    caller: Caller.Caller
  ) => Effect.Effect<Outcome, never, ResourceStore | SecureRandom.SecureRandom | S>
}

type ErrorsOf<O> = O extends Operation.Operation<infer E, unknown> ? E : never
type ServicesOf<O> = O extends Operation.Operation<HookFailure, infer S> ? S : never

/** For the option `operations` of a wire or a handler; throws InvalidDeclaration for a name that comes twice. */
export function make<const Os extends ReadonlyArray<Operation.Operation<HookFailure, unknown>>>(
  ...operations: Os
): Operations<ErrorsOf<Os[number]>, ServicesOf<Os[number]>>
export function make<E extends HookFailure, S>(
  ...operations: ReadonlyArray<Operation.Operation<E, S>>
): Operations<E, S> {
  const byName = new Map(operations.map((operation) => [operation.name, operation]))
  const twice = operations.find((operation) => byName.get(operation.name) !== operation)
  if (twice !== undefined) throw new InvalidDeclaration(`Two operations are named "${twice.name}"`)
  return {
    _tag: "Operations",
    byName,
    groups: new Set(operations.flatMap(({ access }) => [...Access.groupsOf({ get: access })])),
    at: (settings) => {
      claim(settings, "rpc", "operations are answered under")
      return (request, caller) => handleOperation(settings, byName, request, caller)
    }
  }
}
