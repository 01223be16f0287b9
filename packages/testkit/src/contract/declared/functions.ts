/** The functions of the contract: as operations, as SQL, and as their twins in TypeScript. */
import {
  Access,
  Conflict,
  Field,
  Operation,
  type StoreFailure,
  type Values,
  WriteRaised
} from "@pgcrest/core"
import * as Effect from "effect/Effect"

const access = Access.everyone
const sum = { schema: "contract", name: "Sum & more" }

/** Counts two numbers together; the second one is 40 where it is not given, and null is none. */
export const Sum = Operation.sql("sum", {
  function: sum,
  input: {
    left: Field.integer,
    right: Field.optional(Field.column("Right", Field.integer)).pipe(Field.databaseDefault)
  },
  output: Operation.value(Field.optional(Field.bigint)),
  access
})

/** Tells what it was given, each of its type. */
export const Echo = Operation.sql("echo", {
  function: "contract.echo",
  input: {
    text: Field.text,
    price: Field.numeric(20, 2),
    at: Field.timestamptz,
    tags: Field.array("text"),
    meta: Field.optional(Field.jsonb())
  },
  output: Operation.record({
    text: Field.text,
    price: Field.numeric(20, 2),
    at: Field.timestamptz,
    tags: Field.array("text"),
    meta: Field.optional(Field.jsonb())
  }),
  access,
  safe: true
})

/** The numbers up to one, downwards. */
export const Series = Operation.sql("series", {
  function: "contract.series",
  input: { up_to: Field.integer },
  output: Operation.rows({ n: Field.integer, square: Field.bigint }),
  access,
  safe: true
})

/** Refuses in one way or another. */
export const Refuse = Operation.sql("refuse", {
  function: "contract.refuse",
  input: { how: Field.text },
  output: Operation.value(Field.optional(Field.text)),
  access
})

/** Returns something else than it is declared to. */
export const Lie = Operation.sql("lie", {
  function: "contract.lie",
  input: { how: Field.text },
  output: Operation.value(Field.integer),
  access
})

/** As PostgreSQL has them. */
export const functionSchema: string = `
create function contract."Sum & more"("left" integer, "Right" integer default 40) returns bigint
  language sql as 'select $1::bigint + $2';
create function contract.echo(inout text text, inout price numeric, inout at timestamptz, inout tags text[], inout meta jsonb)
  language plpgsql as 'begin end';
create function contract.series(up_to integer) returns table (square bigint, n integer)
  language sql as 'select i::bigint * i, i from generate_series(up_to, 1, -1) as i';
create function contract.refuse(how text) returns text language plpgsql as $$
begin
  if how = 'raise' then raise exception 'no, % of a secret', how; end if;
  if how = 'conflict' then insert into contract.folders (uid) values (gen_random_uuid()), (null); end if;
  if how = 'twice' then raise unique_violation; end if;
  if how = 'zero' then return (1 / length(ltrim(how, 'zero')))::text; end if;
  return null;
end $$;
create function contract.lie(how text) returns text language sql as
  $$ select case how when 'null' then null when 'text' then 'x1' else '7' end $$;
`

type Twin = (given: Values) => Effect.Effect<ReadonlyArray<Values>, StoreFailure>

const refusals: Readonly<Record<string, StoreFailure>> = {
  raise: new WriteRaised({ resource: "refuse", code: "P0001", cause: null, detail: null }),
  twice: new Conflict({ resource: "refuse", fields: [] })
}

/** The same in TypeScript, by the names in their declarations. */
export const twins: Readonly<Record<string, Twin>> = {
  [`${sum.schema}.${sum.name}`]: ({ left, right = 40 }) =>
    Effect.succeed([{ value: right === null ? null : BigInt(Number(left)) + BigInt(Number(right)) }]),
  "contract.echo": (given) => Effect.succeed([given]),
  "contract.series": ({ up_to }) =>
    Effect.succeed(
      Array.from({ length: Math.max(0, Number(up_to)) }, (_, at) => Number(up_to) - at).map((n) => ({
        n,
        square: BigInt(n) * BigInt(n)
      }))
    ),
  "contract.refuse": ({ how }) => {
    const failure = refusals[String(how)]
    return failure === undefined ? Effect.succeed([{ value: null }]) : Effect.fail(failure)
  },
  "contract.lie": ({ how }) =>
    Effect.succeed([{ value: how === "null" ? null : how === "text" ? Number.NaN : 7 }])
}
