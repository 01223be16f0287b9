/** The source of a Lambda with so many resources of ten fields each, as `main.ts` of an application has it. */
export const lambdaOf = (count: number): string => `
import { Access, Api, Field, Relation, Resource } from "@pgcrest/core"
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import * as Schema from "effect/Schema"
const staff = Access.group("staff")
${Array.from({ length: count }, (_, n) => resource(n)).join("")}
const Things = Api.make("things", { resources: [${Array.from({ length: count }, (_, n) => `Thing${n}`).join()}] })
export const handler = ApiGateway.handler(Things, ResourceStorePostgres.layerConfig)
`

// Each refers to the one before it, the first one to itself.
const resource = (n: number) => `
const Thing${n} = Resource.make("things${n}", {
  table: "things${n}",
  fields: {
    name: Schema.NonEmptyString.check(Schema.isMaxLength(200)),
    code: Schema.String.check(Schema.isPattern(/^[A-Z]{2}[0-9]{4}$/u, { expected: "a code of thing ${n}" })).pipe(Field.writeOnce, Field.unique),
    before_uid: Field.optional(Field.references("things${Math.max(0, n - 1)}")),
    started: Field.optional(Field.date),
    ended: Field.optional(Field.timestamptz),
    amount: Field.optional(Field.numeric(10, 2)),
    state: Field.withDefault(Schema.Literals(["new", "used", "lost"]), "new"),
    tags: Field.withDefault(Field.array("text"), []),
    details: Field.optional(Field.jsonb()),
    copies: Field.withDefault(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10_000 })), 1)
  },
  relations: { before: Relation.one("things${Math.max(0, n - 1)}", "before_uid") },
  access: {
    list: Access.everyone,
    get: Access.everyone,
    create: Access.signedIn,
    update: Access.any(Access.owner, staff),
    delete: Access.any(Access.owner, staff),
    history: Access.signedIn
  }
})
`

/** The first resource's table, with one record. */
export const firstTable = `
  create table things0 (uid uuid primary key, name text not null, code text not null unique, before_uid uuid references things0, started date,
    ended timestamptz, amount numeric(10, 2), state text not null, tags text[] not null, details jsonb, copies integer not null, version bigint not null,
    created_at timestamptz not null, last_updated_at timestamptz not null, creator_uid text, last_updater_uid text);
  insert into things0 (uid, name, code, state, tags, copies, version, created_at, last_updated_at)
    values ('019b0000-0000-7000-8000-000000000000', 'Thing', 'AB1234', 'new', '{}', 1, 1, now(), now())`

/** Asks for that record. */
export const firstPath = "/things0/019b0000-0000-7000-8000-000000000000"
