// @effect-diagnostics asyncFunction:off
/** Everything that can be done with one record, alone and inside a unit, and what each comes to. */
import {
  type AuditedCommand,
  type Cell,
  type Resource,
  ResourceStore,
  Api,
  type StoreFailure,
  undone
} from "@pgcrest/core"
import { verifySchema } from "@pgcrest/adapter-postgres"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { assert } from "vitest"
import { create, get, history, list, remove, replace, update } from "../commands.ts"
import { type Answer, type Direct, json, type Opened } from "../database.ts"

/** The record that is there, and one that is not. */
export const uid = "0198a000-0000-7000-8000-000000000001"
export const other = "0198a000-0000-7000-8000-000000000002"

type Values = Readonly<Record<string, Cell>>

export interface Trial {
  readonly direct: Direct
  readonly opened: Opened
  readonly resource: Resource.Resource
  /** SQL that leaves `uid` as the only record, before each act. */
  readonly fresh: string
  /** What the record is to hold. */
  readonly values: Values
  /** The table that is looked at, where it is not the resource's own. */
  readonly base?: string
}

/** One outcome of them all. */
export const all = (told: string) => ({
  create: told,
  "put new": told,
  update: told,
  "put over": told,
  delete: told
})

/** Each act's outcome: `done`, or the failure with what it names; of a read, the records. Alone and in a unit they must be one. */
export const acts = async (trial: Trial): Promise<Readonly<Record<string, unknown>>> => {
  const { resource, values } = trial
  const commands: Readonly<Record<string, AuditedCommand>> = {
    create: create(resource, values, other),
    "put new": replace(resource, other, values),
    update: update(resource, uid, values),
    "put over": replace(resource, uid, values),
    delete: remove(resource, uid)
  }
  const told: Record<string, unknown> = {}
  for (const [act, command] of Object.entries(commands)) told[act] = await writes(trial, command)
  return told
}

/** One write, undone, alone and in a unit, each on a fresh record; a failure leaves rows and trail as they were. */
export const writes = async (trial: Trial, command: AuditedCommand): Promise<string> => {
  const { opened } = trial
  const tried = undone(Effect.flatMap(ResourceStore, ({ run }) => run(command)))
  const provided = Effect.provideService(tried, ResourceStore, opened.store)
  const undoing = await once(trial, () => opened.attempt(provided), "undone")
  const alone = await once(trial, () => opened.run(command))
  const inside = await once(trial, () => opened.attempt(opened.store.unit((run) => run(command))))
  assert.deepStrictEqual([inside, undoing], [alone, alone])
  return alone
}

async function once(
  trial: Trial,
  run: () => Promise<Answer>,
  end: "kept" | "undone" = "kept"
): Promise<string> {
  const { direct, fresh, base, resource } = trial
  // As replication writes: no trigger of the test's reacts.
  await direct.query(
    `truncate audit.change, audit.life; set session_replication_role = replica; ${fresh}; reset session_replication_role;`
  )
  const table = base ?? `"${resource.table.schema}"."${resource.table.name}"`
  const state = () =>
    direct.query(
      `select (select jsonb_agg(to_jsonb(t) order by to_jsonb(t)) from ${table} t), (select count(*) from audit.change), (select count(*) from audit.life)`
    )
  const before = await state()
  const told = await toldOf(run)
  if (told !== "done" || end === "undone") assert.deepStrictEqual(await state(), before)
  return told
}

/** A failure in one line: its tag, and what it names; of a defect its message. */
export const toldOf = (run: () => Promise<Answer>): Promise<string> =>
  run().then(
    (answer) => (Result.isSuccess(answer) ? "done" : failureText(answer.failure)),
    (defect: unknown) => `defect: ${defect instanceof Error ? defect.message : String(defect)}`
  )

function failureText(failure: StoreFailure): string {
  const { _tag, ...rest } = failure
  const named = "fields" in rest ? rest.fields : []
  const constraint = "constraint" in rest ? [rest.constraint] : []
  return [_tag, ...constraint, ...("code" in rest ? [rest.code] : []), ...named].join(" ")
}

/** What GET, list and history show of the record, of these fields. */
export const shown = async ({ opened, resource }: Trial, fields: ReadonlyArray<string>, of = uid) => {
  const picked = (record: Readonly<Record<string, unknown>> | undefined) =>
    record === undefined ? null : fields.map((field) => record[field] ?? null)
  const [got] = json(await opened.run(get(resource, of)))
  const listed = json(await opened.run(list(resource))).find((record) => record["uid"] === of)
  const [change] = json(await opened.run(history(resource, of)))
  const after = change?.["after"]
  return {
    get: picked(got),
    list: picked(listed),
    history: typeof after === "object" && after !== null ? picked({ ...after }) : null
  }
}

/** The sentences of `verifySchema` for these resources. */
export const sentences = async (url: string, ...resources: ReadonlyArray<Resource.Resource>) => {
  const api = Api.make("behaviour", { resources: [...resources] })
  return (await Effect.runPromise(verifySchema(api, { url }))).map(({ message }) => message)
}
