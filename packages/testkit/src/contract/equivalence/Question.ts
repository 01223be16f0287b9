/** What generated sequences ask, as data that a failing run can print. */
import type { Command, Resource } from "@pgcrest/core"
import type { Place } from "./arbitraries.ts"
import type { Rows } from "./rows.ts"
import type { Listing, Select } from "../asking/by.ts"
import {
  Albums,
  Counters,
  Diaries,
  Folders,
  Letters,
  Marks,
  Notes,
  Papers,
  Parts,
  Patients,
  Samples,
  Tracks
} from "../declared/resources.ts"

/** The resources that sequences are about. */
export type Name =
  | "samples"
  | "parts"
  | "notes"
  | "marks"
  | "counters"
  | "diaries"
  | "letters"
  | "folders"
  | "papers"
  | "patients"
  | "albums"
  | "tracks"

export const resources: Readonly<Record<Name, Resource.Resource>> = {
  samples: Samples,
  parts: Parts,
  notes: Notes,
  marks: Marks,
  counters: Counters,
  diaries: Diaries,
  letters: Letters,
  folders: Folders,
  papers: Papers,
  patients: Patients,
  albums: Albums,
  tracks: Tracks
}

/** Whether sequences make records of such a resource. */
export const isName = (name: string): name is Name => Object.hasOwn(resources, name)

/** Values as a client sends them, once places have become uids. */
export type Body = Readonly<Record<string, unknown>>

/** Which records a write is of, and how many they may be. */
interface Found {
  readonly query: Listing
  readonly most: number | null
}

/** Which record a write is of, as its version is. */
interface One {
  readonly of: Place
  readonly condition: Command.Condition
}

/** As of which of the steps so far a read is, counted from the last; null for now. */
interface AsOf {
  readonly ago: number | null
}

/** One command. */
export type Command =
  | { readonly verb: "create"; readonly values: Body }
  | ({ readonly verb: "replace"; readonly values: Body } & One)
  | ({ readonly verb: "update"; readonly values: Body; readonly merge: boolean } & One)
  | ({ readonly verb: "patch"; readonly values: Body } & One)
  | ({ readonly verb: "remove" } & One)
  | ({ readonly verb: "purge" } & One)
  | ({ readonly verb: "restore"; readonly version: number } & One)
  | { readonly verb: "createMany"; readonly many: Rows }
  | { readonly verb: "upsert"; readonly many: Rows }
  | ({ readonly verb: "updateMany"; readonly values: Body; readonly merge: boolean } & Found)
  | ({ readonly verb: "removeMany" } & Found)
  | ({ readonly verb: "get"; readonly of: Place; readonly select: Select } & AsOf)
  | ({ readonly verb: "list"; readonly query: Listing } & AsOf)
  | { readonly verb: "history"; readonly of: Place; readonly limit: number; readonly offset: number }

/** A command of a resource, as part of a batch. */
export interface Part {
  readonly resource: Name
  readonly asked: Command
}

export type Question =
  | Command
  /** A record with those of its relations in its body. */
  | { readonly verb: "nest"; readonly body: Body }
  /** Several commands in one unit; a tried one is undone by itself. */
  | { readonly verb: "batch"; readonly parts: ReadonlyArray<Part>; readonly tried: boolean }
  /** Takes back the request that wrote so many writes before this one. */
  | { readonly verb: "undo"; readonly back: number; readonly most: number }

/** One request: of which resource, by whom, and how many milliseconds after the one before it by its clock. */
export interface Step {
  readonly resource: Name
  readonly by: number
  readonly millis: number
  readonly asked: Question
  /** Under which of a few keys it is asked, and asked again; null for none. */
  readonly key: string | null
  /** Whether hooks are around its writes: each is a unit then. */
  readonly hooked: boolean
}
