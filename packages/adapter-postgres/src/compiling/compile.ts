/** A command's statement, compiled when its shape is first seen and kept: the compiler sees no value. */
import type { AuditedCommand, Cell, Command, Resource } from "@pgcrest/core"
import { hash } from "node:crypto"
import { makeLru } from "../client/lru.ts"
import type { QueryText, TextRow } from "../client/TextQuery.ts"
import { part } from "../shape/part.ts"
import type { Shape } from "../shape/Shape.ts"
import { create } from "../statements/create.ts"
import { createMany } from "../statements/createMany.ts"
import { remove } from "../statements/delete.ts"
import { removeMany } from "../statements/deleteMany.ts"
import { get } from "../statements/get.ts"
import { history } from "../statements/history.ts"
import { list } from "../statements/list.ts"
import { lock } from "../statements/lock.ts"
import type { Form } from "../statements/numbering.ts"
import { referringOf } from "../statements/references.ts"
import { recall } from "../statements/recall.ts"
import { refusal } from "../statements/refusal.ts"
import { replace } from "../statements/replace.ts"
import type { Answer, Asked, Seen, Statement } from "../statements/Statement.ts"
import { readAgain } from "../statements/underKey.ts"
import { seldom } from "./seldom.ts"
import { update } from "../statements/update.ts"
import { updateMany } from "../statements/updateMany.ts"
import { upsert } from "../statements/upsert.ts"

/** A statement with its values and the way to read its answer. */
export interface Prepared extends QueryText {
  readonly read: (rows: ReadonlyArray<TextRow>) => Answer
  /** Reads what was kept under its key; null of what has none. */
  readonly again: ((seen: Seen) => Answer) | null
  /** See `Statement.plan`; null where nobody asks for one. */
  readonly plan: QueryText | null
  /** The field that a parameter is for, counted from 1; null for none. */
  readonly fieldOf: (parameter: number) => string | null
}

interface Kept extends Statement {
  /** The name under which connections keep it prepared; null where that would take the place of many. */
  readonly name: string | null
}

// Kept in this process, which takes some 20 bytes for each character of text; sessions keep fewer (session.ts).
const keptAtMost = 1000
const keptTextAtMost = 1_000_000
/** A longer text is neither kept nor named: it would take the place of many. */
const textAtMost = 32_768

export type Compile = (command: AuditedCommand, form?: Form) => Prepared

/** A compiler with a memory of its own; without `named`, statements go without names, as some poolers need it. */
export const makeCompile = ({ named }: { readonly named: boolean }): Compile => {
  const kept = makeLru<Kept>(keptAtMost, keptTextAtMost)
  const numberOf = numberer<Resource.Resource>()
  const fresh = (key: string, shape: Shape, form: Form): Kept => {
    const compiled = compileShape(shape, form)
    if (compiled.text.length > textAtMost) return { ...compiled, name: null }
    const statement = { ...compiled, name: named ? nameOf(shape.resource, compiled.text) : null }
    kept.add(key, statement, compiled.text.length + key.length)
    return statement
  }
  return (audited, form = "usual") => {
    const { shape, values, names, key } = part(audited, numberOf)
    const whole = `${form} ${key}`
    const statement = kept.get(whole) ?? fresh(whole, shape, form)
    const { canBeCut = false, keeps = null, name, text, holes, plan, read } = statement
    const valuesFor = (holes: ReadonlyArray<number>) => holes.map((hole) => values[hole])
    return {
      name,
      text,
      values: valuesFor(holes),
      canBeCut,
      plan: plan === undefined ? null : { name: null, text: plan.text, values: valuesFor(plan.holes) },
      fieldOf: (parameter) => names[holes[parameter - 1] ?? -1] ?? null,
      read: (rows) => read(rows, askedOf(audited)),
      again: keeps === null ? null : (seen) => readAgain(keeps, read, seen, askedOf(audited))
    }
  }
}

function askedOf(audited: AuditedCommand): Asked {
  const { command, stamp } = audited
  return {
    uid: stamp.uid ?? "",
    uids: stamp.uids,
    most: "most" in command ? command.most : null,
    referring: referringOf(audited) ?? [],
    limit: limitOf(command)
  }
}

function limitOf(command: Command.Command<Resource.Resource, Cell>): number {
  if (command._tag === "List" || command._tag === "Compare") return command.query.page.limit
  return command._tag === "History" ? command.page.limit : 0
}

/** Numbers objects in the order in which they are met: two resources may have one name. */
function numberer<A extends object>(): (met: A) => number {
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

/** The statement of a shape. Exhaustive: a new command does not compile until it has one. */
export function compileShape(shape: Shape, form: Form): Statement {
  switch (shape._tag) {
    case "Create":
      return create(shape, form)
    case "Get":
      return shape.past === null ? get(shape) : seldom().getThen(shape, shape.past, form)
    case "Lock":
      return lock(shape)
    case "List":
      return shape.past === null ? list(shape) : seldom().listThen(shape, shape.past, form)
    case "Compare":
      return seldom().compare(shape, form)
    case "Replace":
      return replace(shape, form)
    case "Update":
      return update(shape, form)
    case "Delete":
      return remove(shape, form)
    case "CreateMany":
      return createMany(shape, form)
    case "Upsert":
      return upsert(shape, form)
    case "UpdateMany":
      return updateMany(shape, form)
    case "DeleteMany":
      return removeMany(shape, form)
    case "Recall":
      return recall(shape)
    case "Trace":
      return seldom().trace(shape)
    case "RecordRefusal":
      return refusal(shape)
    case "History":
      return history(shape, form)
  }
}
