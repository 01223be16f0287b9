/** Who may do what: a verb's rule, folded against the caller, becomes the guard of a command. */
import * as Brand from "effect/Brand"
import * as Result from "effect/Result"
import type { Rule, Rules, Verb } from "../resource/Access.ts"
import { type Caller, isSignedIn } from "./Caller.ts"
import { NotPermitted, Unauthenticated } from "../failures.ts"
import { fold } from "./fold.ts"
import { playing } from "../resource/columnOf.ts"
import * as Predicate from "../query/Predicate.ts"
import type * as Resource from "../resource/Resource.ts"

/** What a command may touch; `see` is implied by every verb. */
export type Guard = Brand.Branded<
  {
    /** Which records exist for the caller. */
    readonly see: Predicate.Predicate
    /** On which of them the verb is allowed. */
    readonly act: Predicate.Predicate
    /** Which new values an update may leave behind. */
    readonly become: Predicate.Predicate
    /** Which new values a create may leave behind. */
    readonly create: Predicate.Predicate
  },
  "Guard"
>
const guarded = Brand.nominal<Guard>()

/** The guard of hooks, which act for the server: everything is allowed. */
export const unguarded: Guard = guarded({
  see: Predicate.always,
  act: Predicate.always,
  become: Predicate.always,
  create: Predicate.always
})

/** What a client's request does; `replace` creates or updates, so both rules must let it. */
export type Act = Verb | "replace"

/** Whether a resource offers this at all: without a rule there is no route. */
export const offers = ({ access }: Resource.Resource, act: Act): boolean =>
  verbsOf(act).every((verb) => access[verb] !== undefined)

/**
 * Fails before any query with Unauthenticated when some signed-in caller could pass and this one is not,
 * with NotPermitted when no record could ever grant it, or nobody is offered this at all.
 */
export const authorise = (
  resource: Resource.Resource,
  act: Act,
  caller: Caller
): Result.Result<Guard, Unauthenticated | NotPermitted> => {
  const { access } = resource
  if (!offers(resource, act)) return Result.fail(new NotPermitted({ resource: resource.name, act }))
  const creator = playing(resource, "creator_uid")
  const judge = (rule: Rule | undefined) =>
    rule === undefined ? Predicate.always : fold(rule, caller, creator)
  const see = judge(access.get ?? access[act === "replace" ? "update" : act])
  const verbs = verbsOf(act).map((verb) => judge(access[verb]))
  if (verbs.every(Predicate.isNever)) return refuse(resource, act, caller)
  // Who is not signed in and sees nothing is asked to sign in; for who is, what they cannot see is absent (404).
  if (!isSignedIn(caller) && act !== "create" && act !== "replace" && Predicate.isNever(see))
    return refuse(resource, act, caller)
  const become = judge(access.become)
  return Result.succeed(
    guarded({
      see,
      act: actPredicate(act, access, judge),
      become,
      create: Predicate.and(judge(access.create), become)
    })
  )
}

function verbsOf(act: Act): ReadonlyArray<Verb> {
  return act === "replace" ? ["create", "update"] : [act]
}

// What may be seen may be got: `see` says it already.
function actPredicate(act: Act, access: Rules, judge: (rule: Rule | undefined) => Predicate.Predicate) {
  return act === "get" ? Predicate.always : judge(access[act === "replace" ? "update" : act])
}

function refuse({ name }: Resource.Resource, act: Act, caller: Caller) {
  return isSignedIn(caller)
    ? Result.fail(new NotPermitted({ resource: name, act }))
    : Result.fail(new Unauthenticated({ resource: name, act }))
}
