/** The audit rule: one place that says who, when and which uid a write records, exhaustively matched. */
import * as Brand from "effect/Brand"
import type { Caller } from "../access/Caller.ts"
import type { Reference } from "../access/Reference.ts"
import type { Image, Operation } from "../change/Change.ts"
import { metadataOf } from "../change/metadata.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import type { Command } from "./Command.ts"
import { type IdempotencyKey, ownKey } from "./IdempotencyKey.ts"
import { uidOf } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"

/** What a write records of itself, and what a read would: for one command. */
export interface Stamp {
  /** What the change records, of an upsert where the record was there; null for reads, which leave none. */
  readonly operation: Operation | null
  /** The record written; null for reads of many, and for a create whose uid the database makes. */
  readonly uid: string | null
  /** Of a write of many rows, what each has of the same; nothing of any other command. */
  readonly uids: ReadonlyArray<string | null>
  /** RFC 3339 in UTC. The store writes it, or the record's last instant where that is later. */
  readonly at: string
  /** Whom the change names. */
  readonly actor: string
  /** For whom the actor acts; null for nobody else. */
  readonly onBehalfOf: string | null
  /** Who vouches for the caller; null where no token does. */
  readonly issuer: string | null
  /** Whom the record names: null for who is not signed in. */
  readonly subject: string | null
  /** Under which the request is logged. */
  readonly requestId: string
  /** What the client calls it. */
  readonly clientRequestId: string | null
  readonly traceId: string | null
  /** What the write is part of, where it is not asked for by itself. */
  readonly via: string | null
  readonly reason: string | null
  /** What the resource wants to know beside it. */
  readonly metadata: Image | null
  /** Under which the write happens once; null where it happens as often as it is asked for, and for reads. */
  readonly key: IdempotencyKey | null
}

/** A command that says who does it, and when: the only thing that a store accepts, and only `stamp` makes one. */
export type AuditedCommand<C extends Command<Resource, Cell> = Command<Resource, Cell>> = Brand.Branded<
  {
    readonly command: C
    readonly stamp: Stamp
    /** What the command's new values may refer to, where that is not every record; `Records` may refer to all. */
    readonly references: ReadonlyArray<Reference>
  },
  "AuditedCommand"
>

/** The uid of a record that is to be made, or one for each row; null where the server makes none. */
export type NewUid = string | null | ReadonlyArray<string | null>

/** Stamps a command with its caller and instant: `at` is RFC 3339 in UTC, and `newUid` is used by a create alone, of many rows as one for each. */
export const stamp = <C extends Command<Resource, Cell>>(
  command: C,
  caller: Caller,
  at: string,
  newUid: NewUid,
  references: ReadonlyArray<Reference> = [],
  key: IdempotencyKey | null = null
): AuditedCommand<C> => {
  const { occasion } = caller
  return branded({
    command,
    references,
    stamp: {
      ...rule(command, newUid),
      at,
      actor: caller.actor,
      onBehalfOf: caller.onBehalfOf,
      subject: caller.subject,
      issuer: caller.issuer,
      requestId: caller.requestId,
      clientRequestId: occasion.clientRequestId,
      traceId: occasion.traceId,
      via: occasion.via ?? viaOf(command),
      reason: occasion.reason,
      metadata: metadataOf(command.permit.resource, occasion.details),
      key: key === null ? null : ownKey(caller, key)
    }
  })
}

/** A command that is told by another operation than its own. */
function viaOf({ _tag, permit }: Command<Resource, Cell>): string | null {
  return _tag === "Upsert" ? "upsert" : permit.act === "purge" ? "purge" : null
}

const nominal = Brand.nominal<AuditedCommand>()

interface Audited<C> extends Omit<Brand.Brand.Unbranded<AuditedCommand>, "command"> {
  readonly command: C
}

// The brand's constructor is made once, for all commands.
function branded<C extends Command<Resource, Cell>>(audited: Audited<C>): AuditedCommand<C>
function branded(audited: Audited<Command<Resource, Cell>>): AuditedCommand {
  return nominal(audited)
}

// No else branch: a new command does not compile until someone decides how it is audited.
function rule(command: Command<Resource, Cell>, newUid: NewUid): Pick<Stamp, "operation" | "uid" | "uids"> {
  switch (command._tag) {
    case "Create":
      return {
        operation: "create",
        uid: uidOfNew(command.permit.resource, command.values, newUid, 0),
        uids: []
      }
    case "Replace":
      return { operation: recorded(command, "replace"), uid: command.uid, uids: [] }
    case "Update":
      return { operation: recorded(command, "update"), uid: command.uid, uids: [] }
    case "Delete":
      return { operation: "delete", uid: command.uid, uids: [] }
    case "CreateMany":
    case "Upsert": {
      const { permit, rows } = command
      const uids = rows.map(({ uid, values }, at) => uid ?? uidOfNew(permit.resource, values, newUid, at))
      return { operation: command._tag === "Upsert" ? "update" : "create", uid: null, uids }
    }
    case "UpdateMany":
      return { operation: "update", uid: null, uids: [] }
    case "DeleteMany":
      return { operation: "delete", uid: null, uids: [] }
    case "Get":
    case "Lock":
    case "Recall":
    case "History":
    case "RecordRefusal":
      return { operation: null, uid: command.uid, uids: [] }
    case "List":
    case "Compare":
    case "Trace":
      return { operation: null, uid: null, uids: [] }
  }
}

/** The act of a restore is told, whatever it comes to. */
function recorded({ permit: { act } }: Command<Resource, Cell>, usual: Operation): Operation {
  return act === "restore" ? act : usual
}

/** The values of a record without a uid of its own tell which one it is. */
function uidOfNew({ key }: Resource, values: Values, newUid: NewUid, at: number): string | null {
  if (key.by === "fields") return uidOf(key, values)
  return newUid === null || typeof newUid === "string" ? newUid : (newUid[at] ?? null)
}
