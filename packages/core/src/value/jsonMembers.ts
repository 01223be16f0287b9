/** Arrays and objects of JSON with a member more, less or another: new ones, as nothing is changed in place. */
import * as Result from "effect/Result"
import { isObject } from "./jsonCell.ts"

/** Why an operation of a patch does not apply. */
export interface Unfit {
  /** `test` where something else stands, `absent` where nothing does, `too-large` where copies make too much. */
  readonly reason: "test" | "absent" | "too-large"
  /** For people: the rule, in a few words. */
  readonly detail: string
}

export type Edited = Result.Result<unknown, Unfit>

export const absent = Result.fail<Unfit>({
  reason: "absent",
  detail: "names a place that is not there, or not as an array has it"
})

/** The member of a name, or the element of an index, that is there; `__proto__` is a name like others. */
export const memberOf = (holder: unknown, name: string): Edited => {
  if (isObject(holder)) return Object.hasOwn(holder, name) ? Result.succeed(holder[name]) : absent
  const at = indexOf(name)
  return Array.isArray(holder) && at < holder.length ? Result.succeed(holder[at]) : absent
}

/** With a new member, or another in the place of the one that is there; an array with one element more, `-` behind the last. */
export const withMember = (holder: unknown, name: string, value: unknown): Edited => {
  if (isObject(holder)) return Result.succeed({ ...holder, [name]: value })
  if (!Array.isArray(holder)) return absent
  const at = name === "-" ? holder.length : indexOf(name)
  return at <= holder.length ? Result.succeed(holder.toSpliced(at, 0, value)) : absent
}

/** With another member in the place of one that is there. */
export const withOther = (holder: unknown, name: string, value: unknown): Edited =>
  Result.flatMap(memberOf(holder, name), () =>
    Array.isArray(holder)
      ? Result.succeed(holder.with(indexOf(name), value))
      : withMember(holder, name, value)
  )

/** Without a member that is there. */
export const withoutMember = (holder: unknown, name: string): Edited => {
  if (Result.isFailure(memberOf(holder, name))) return absent
  if (Array.isArray(holder)) return Result.succeed(holder.toSpliced(indexOf(name), 1))
  return isObject(holder)
    ? Result.succeed(Object.fromEntries(Object.entries(holder).filter(([member]) => member !== name)))
    : absent
}

/** Neither `01` nor `1e0` is an index (RFC 6901 §4): beyond the end of every array. */
function indexOf(name: string): number {
  return /^(?:0|[1-9]\d{0,9})$/u.test(name) ? Number(name) : Infinity
}
