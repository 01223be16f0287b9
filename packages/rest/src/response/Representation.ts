/** How an answer's records are written (RFC 9110 §8): its headers, its body, and what tells it from other ways. */
import { type ChangeField, changeFields, type Command, Projection } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { ShownField, Writer } from "../Format.ts"
import { stripNulls } from "../json/stripNulls.ts"
import { contentType, json, type Media } from "../Media.ts"
import { type RequestFailure, unacceptable } from "../problem/RequestFailure.ts"
import type { Expansion } from "../query/parseExpand.ts"
import type { Response } from "../Response.ts"
import { shownFields, untyped } from "./shownFields.ts"

/** For the records of one answer. */
export interface Representation {
  readonly headers: Response["headers"]
  /** By which entity tags tell it from other ways of writing the same; "" for JSON as it is. */
  readonly view: string
  /** Whether it is of one record, or else of none. */
  readonly alone: boolean
  /** What stands for several records, or for one where there can be several. */
  readonly writer: Writer
  /** One record's JSON, where there is one at most. */
  readonly one: (json: string) => string
}

/** What an answer tells: a command's records, and the people beside them. */
export interface Told {
  readonly command: Command.ClientCommand
  readonly expansion: Expansion | null
  /** Whether it is one change. */
  readonly single: boolean
}

/** What a representation asks of an answer. */
interface Asked {
  /** What a file of it is called. */
  readonly name: string
  readonly fields: () => ReadonlyArray<ShownField>
  /** Whether there may be several records. */
  readonly many: boolean
  readonly unread: boolean
}

/** Fails where the records cannot be written so: of no place, or where there may be several of them. */
export const representationOf = (media: Media, told: Told): Result.Result<Representation, RequestFailure> =>
  representing(media, {
    // Browsers save it under the resource's name.
    name: told.command.permit.resource.name,
    fields: () => fieldsOf(told),
    many: isOfMany(told.command) && !told.single,
    unread: isUnread(told.command)
  })

/** The same for changes of whatever resources, of which these fields are told; null for all. */
export const changesRepresentation = (
  media: Media,
  { name, select }: Pick<Asked, "name"> & Pick<Command.History, "select">
): Result.Result<Representation, RequestFailure> =>
  representing(media, { name, fields: () => changesFields(select), many: true, unread: false })

function representing(
  media: Media,
  { fields, many, name, unread }: Asked
): Result.Result<Representation, RequestFailure> {
  if (media._tag === "Json") return Result.succeed(media.nulls === "kept" ? asJson : inJson(media, asIs))
  if (media._tag === "Array") return Result.succeed(inJson(media, (text) => `[${text}]`))
  if (media._tag === "Object")
    return many
      ? Result.fail(cannot(media, "is one record, and there may be several here"))
      : Result.succeed({ ...inJson(media, asIs), alone: true })
  if (unread) return Result.succeed(asJson)
  const { extension, view, writer } = media.format
  return Result.mapBoth(writer(fields()), {
    onFailure: (rule) => cannot(media, rule),
    onSuccess: (made): Representation => ({
      headers: [typeOf(media), ...attachment(name, extension)],
      view,
      alone: false,
      writer: made,
      one: (text) => whole(made, text)
    })
  })
}

/** Several records as a whole body. */
export const whole = ({ head, tail, write }: Writer, text: string): string => head + write(text) + tail

const array: Writer = { head: "[", write: asIs, between: ",", tail: "]", broken: null }

const asJson: Representation = {
  headers: [typeOf(json)],
  view: "",
  alone: false,
  writer: array,
  one: asIs
}

function inJson(media: Media, one: (text: string) => string): Representation {
  const write = media.nulls === "kept" ? asIs : stripNulls
  return {
    headers: [typeOf(media)],
    view: `${media.type};${media.nulls}`,
    alone: false,
    writer: { ...array, write },
    one: (text) => one(write(text))
  }
}

function asIs(text: string): string {
  return text
}

function typeOf(media: Media): readonly [string, string] {
  return ["content-type", contentType(media)]
}

/** Browsers save it, and show nothing of it as a page. */
function attachment(name: string, extension: string | null): Response["headers"] {
  return extension === null ? [] : [["content-disposition", `attachment; filename="${name}.${extension}"`]]
}

function cannot({ type }: Media, rule: string): RequestFailure {
  return unacceptable(`An answer of ${type} ${rule}.`, rule)
}

/** A part of a change or of a difference is of no type. */
function ownFields(command: Command.ClientCommand): ReadonlyArray<ShownField> {
  if (command._tag === "History") return changesFields(command.select)
  if (command._tag === "Compare") return ["uid", "change", "before", "after"].map(untyped)
  return shownFields(shownBy(command))
}

function changesFields(select: Command.History["select"]): ReadonlyArray<ShownField> {
  return (select ?? changeFields).map((field: ChangeField) => untyped(field))
}

function fieldsOf({ command, expansion }: Told): ReadonlyArray<ShownField> {
  const people = expansion?.map(({ member }) => untyped(member)) ?? []
  return [...ownFields(command), ...people]
}

/** Of what nobody reads nothing is written; a select of no field is read all the same. */
function isUnread(command: Command.ClientCommand): boolean {
  return command._tag !== "History" && command._tag !== "Compare" && shownBy(command) === Projection.none
}

/** Exhaustive: a new command does not compile until somebody says what its answer shows. */
function shownBy(
  command: Exclude<Command.ClientCommand, Command.History | Command.Compare>
): Projection.Projection {
  switch (command._tag) {
    case "List":
      return command.query.projection
    case "Create":
    case "Replace":
    case "CreateNested":
    case "CreateManyNested":
    case "Get":
    case "Update":
    case "Patch":
    case "Restore":
    case "Delete":
    case "CreateMany":
    case "Upsert":
    case "UpdateMany":
    case "DeleteMany":
      return command.projection
  }
}

/** Of a list it is known once it was read; writes of many are refused before anything is written. */
function isOfMany({ _tag }: Command.ClientCommand): boolean {
  return (
    _tag === "History" ||
    _tag === "Compare" ||
    _tag === "CreateMany" ||
    _tag === "CreateManyNested" ||
    _tag === "Upsert" ||
    _tag === "UpdateMany" ||
    _tag === "DeleteMany"
  )
}
