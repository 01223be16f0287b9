/** A command's statement, compiled when its shape is first seen and kept: the text depends on nothing else. */
import type { AuditedCommand, Resource } from "@pgcrest/core"
import { hash } from "node:crypto"
import * as Result from "effect/Result"
import { makeLru } from "../client/lru.ts"
import { shapeOf } from "./shape.ts"
import { type Input, raced, type Statement } from "./Statement.ts"
import { create } from "./create.ts"
import { remove } from "./delete.ts"
import { get } from "./get.ts"
import { history } from "./history.ts"
import { list } from "./list.ts"
import { replace } from "./replace.ts"
import type { Form } from "./numbering.ts"
import { update } from "./update.ts"

/** A statement with its values and the way to read its answer. */
export interface Prepared {
  readonly name: string | null
  readonly text: string
  readonly values: Array<unknown>
  readonly read: (rows: Parameters<Statement["read"]>[0]) => ReturnType<Statement["read"]>
}

// Kept in this process, which takes some 20 bytes for each character of text; sessions keep fewer (session.ts).
const keptAtMost = 1000
const keptTextAtMost = 1_000_000
/** A longer text is neither kept nor named: it would take the place of many. */
const textAtMost = 32_768

export type Compile = (command: AuditedCommand, form?: Form) => Prepared

/** A compiler with a memory of its own; without `named`, statements go without names, as some poolers need it. */
export const makeCompile = ({ named }: { readonly named: boolean }): Compile => {
  const kept = makeLru<Statement>(keptAtMost, keptTextAtMost)
  const numberOf = numbering<Resource.Resource>()
  const fresh = (key: string, shape: Input<Asked>, form: Form): Statement => {
    const compiled = compile(shape, form)
    if (compiled.text.length > textAtMost) return { ...compiled, name: null }
    const statement = { ...compiled, name: named ? nameOf(shape.command.resource, compiled.text) : null }
    kept.add(key, statement, compiled.text.length + key.length)
    return statement
  }
  return (audited, form = "usual") => {
    const { key, ...shape } = shapeOf(audited)
    const whole = `${numberOf(shape.command.resource)} ${form} ${key}`
    const { name, text, bind, read } = kept.get(whole) ?? fresh(whole, shape, form)
    return { name, text, values: bind(audited), read: (rows) => read(rows, audited) }
  }
}

/** Numbers objects in the order in which they are met: two resources may have one name. */
function numbering<A extends object>(): (met: A) => number {
  const numbers = new WeakMap<A, number>()
  let last = 0
  return (met) => {
    const number = numbers.get(met) ?? ++last
    if (number === last) numbers.set(met, number)
    return number
  }
}

/**
 * A name that only this text of this resource has: behind a pooler that mixes sessions, what another sandbox prepared under a name is
 * missing or the same statement. SHA-256, because a client's filter chooses texts and must not find two of one name.
 */
function nameOf({ name }: Resource.Resource, text: string): string {
  return `pgcrest_${hash("sha256", `${name}\n${text}`, "base64url")}`
}

// Exhaustive: a new command does not compile until it has a statement.
function compile({ command, stamp }: Input<Asked>, form: Form): Omit<Statement, "name"> {
  switch (command._tag) {
    case "Create":
      return forTag("Create", create({ command, stamp }, form))
    case "Get":
      return forTag("Get", get({ command, stamp }))
    case "List":
      return forTag("List", list({ command, stamp }))
    case "Replace":
      return forTag("Replace", replace({ command, stamp }, form))
    case "Update":
      return forTag("Update", update({ command, stamp }, form))
    case "Delete":
      return forTag("Delete", remove({ command, stamp }, form))
    case "History":
      return forTag("History", history({ command, stamp }))
  }
}

type Asked = AuditedCommand["command"]
type Of<T extends Asked["_tag"]> = Input<Extract<Asked, { readonly _tag: T }>>

/** A statement of one kind among those of all kinds: a shape begins with its tag, so it never meets another. */
function forTag<T extends Asked["_tag"]>(
  tag: T,
  statement: Omit<Statement<Of<T>>, "name">
): Omit<Statement, "name"> {
  const isOfTag = (input: Input<Asked>): input is Of<T> => input.command._tag === tag
  return {
    text: statement.text,
    bind: (input) => (isOfTag(input) ? statement.bind(input) : []),
    read: (rows, input) => (isOfTag(input) ? statement.read(rows, input) : Result.fail(raced))
  }
}
