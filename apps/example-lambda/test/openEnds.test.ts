// @effect-diagnostics asyncFunction:off
/** Nothing ends open: one more member of a union, and the compiler names every place that must learn of it. */
import { cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { complaints, makeFolder, root } from "./compiler.ts"

/** A union, the text of a file that declares it, what stands there with one member more, and the files that must complain. */
interface Row {
  readonly union: string
  readonly file: string
  readonly from: string
  readonly to: string
  readonly asks: ReadonlyArray<string>
}

const rows: ReadonlyArray<Row> = [
  {
    union: "a command",
    file: "core/src/command/Command.ts",
    from: `  | History<R>\n`,
    to: `  | History<R>\n  | (OfOne<R, "delete"> & { readonly _tag: "Purge" })\n`,
    asks: [
      "adapter-memory/src/ResourceStoreMemory.ts",
      "adapter-postgres/src/shape/part.ts",
      "core/src/command/stamp.ts",
      "core/src/command/validCommand.ts",
      "core/src/hooks/asUnit.ts",
      "core/src/hooks/readHooks.ts",
      "core/src/store/expect.ts",
      "core/src/softly/orGone.ts",
      "rest/src/request/isWrite.ts",
      "rest/src/response/Representation.ts",
      "rest/src/response/toResponse.ts"
    ]
  },
  {
    union: "what an answer is written as",
    file: "rest/src/Media.ts",
    from: `  | Tagged<"Object">\n`,
    to: `  | Tagged<"Object">\n  | Tagged<"Text">\n`,
    asks: ["rest/src/response/Representation.ts"]
  },
  {
    union: "an operation of a JSON Patch",
    file: "core/src/value/jsonPatch.ts",
    from: `  | { readonly op: "remove"; readonly path: Pointer }\n`,
    to: `  | { readonly op: "remove" | "clear"; readonly path: Pointer }\n`,
    asks: [
      "core/src/command/patchFaults.ts",
      "core/src/value/applyJsonPatch.ts",
      "core/src/value/jsonPatch.ts"
    ]
  },
  {
    union: "an act that is no verb",
    file: "core/src/access/Act.ts",
    from: `Verb | "replace" | "upsert"\n`,
    to: `Verb | "replace" | "upsert" | "archive"\n`,
    asks: [
      "adapter-postgres/src/schema/privileges.ts",
      "adapter-postgres/src/schema/statementFaults.ts",
      "core/src/access/actRules.ts",
      "core/src/access/presentFor.ts",
      "rest/src/problem/recordProblems.ts",
      "rest/src/request/permitted.ts",
      "rest/src/request/routes.ts",
      "rest/src/request/toCommand.ts"
    ]
  },
  {
    union: "a verb of access rules",
    file: "core/src/resource/Access.ts",
    from: `"restore" | "purge"\n`,
    to: `"restore" | "purge" | "archive"\n`,
    asks: [
      "adapter-postgres/src/schema/privileges.ts",
      "adapter-postgres/src/schema/statementFaults.ts",
      "core/src/access/actRules.ts",
      "core/src/access/presentFor.ts",
      "rest/src/problem/recordProblems.ts",
      "rest/src/request/permitted.ts",
      "rest/src/request/routes.ts",
      "rest/src/request/toCommand.ts"
    ]
  },
  {
    union: "an operation of a change",
    file: "core/src/change/Change.ts",
    from: `  "adopt"\n`,
    to: `  "adopt",\n  "merge"\n`,
    asks: ["adapter-postgres/src/run/refusalOf.ts"]
  },
  {
    union: "a remedy of an error",
    file: "adapter-postgres/src/client/Remedy.ts",
    from: `  | "oversize"\n`,
    to: `  | "oversize"\n  | "throttled"\n`,
    asks: ["adapter-postgres/src/run/failureOf.ts", "adapter-postgres/src/run/retry.ts"]
  },
  {
    union: "a verdict of a statement",
    file: "adapter-postgres/src/statements/verdict.ts",
    from: `  | "Raced"\n`,
    to: `  | "Raced"\n  | "Postponed"\n`,
    asks: ["adapter-postgres/src/statements/verdict.ts"]
  },
  {
    union: "a part of the audit",
    file: "core/src/resource/auditParts.ts",
    from: `  version,\n  created_at`,
    to: `  version,\n  deleted_at: { ...instant, onUpdate: "keep" },\n  created_at`,
    asks: ["core/src/resource/Column.ts", "core/src/resource/naming.ts"]
  },
  {
    union: "what a part of the audit holds",
    file: "core/src/resource/auditParts.ts",
    from: `"instant" | "subject"\n`,
    to: `"instant" | "subject" | "actor"\n`,
    asks: [
      "adapter-postgres/src/statements/assignment.ts",
      "adapter-postgres/src/statements/insertion.ts",
      "core/src/row/nextRow.ts"
    ]
  },
  {
    union: "a column type",
    file: "core/src/value/ColumnType.ts",
    from: `  | { readonly kind: "boolean" }\n`,
    to: `  | { readonly kind: "boolean" }\n  | { readonly kind: "cube" }\n`,
    asks: [
      "adapter-postgres/src/rows/cellReader.ts",
      "adapter-postgres/src/rows/cellWriter.ts",
      "adapter-postgres/src/schema/columnFit.ts",
      "adapter-postgres/src/shape/toParameter.ts",
      "adapter-postgres/src/sql/changeContent.ts",
      "adapter-postgres/src/sql/columns.ts",
      "core/src/resolve/aggregate.ts",
      "core/src/value/CellType.ts"
    ]
  },
  {
    union: "an aggregate",
    file: "core/src/query/Query.ts",
    from: `"min" | "max"\n`,
    to: `"min" | "max" | "median"\n`,
    asks: [
      "adapter-postgres/src/sql/aggregate.ts",
      "core/src/resolve/aggregate.ts",
      "core/src/row/aggregated.ts"
    ]
  },
  {
    union: "an item of an answer",
    file: "core/src/query/Query.ts",
    from: `export type Item = `,
    to: `export type Item = { readonly _tag: "Rank"; readonly as: string } | `,
    asks: [
      "adapter-postgres/src/shape/SelectionShape.ts",
      "core/src/hooks/reshown.ts",
      "core/src/query/Projection.ts",
      "core/src/query/grouping.ts",
      "core/src/resolve/grouped.ts",
      "core/src/row/groups.ts",
      "core/src/row/shownOf.ts",
      "core/src/store/printShown.ts",
      "rest/src/response/shownFields.ts"
    ]
  },
  {
    union: "an item's shape",
    file: "adapter-postgres/src/shape/SelectionShape.ts",
    from: `export type ItemShape = `,
    to: `export type ItemShape = { readonly _tag: "Rank"; readonly as: string } | `,
    asks: [
      "adapter-postgres/src/rows/OutputField.ts",
      "adapter-postgres/src/sql/embed.ts",
      "adapter-postgres/src/sql/groups.ts"
    ]
  },
  {
    union: "a failure of a store",
    file: "core/src/failures.ts",
    from: `export type StoreFailure =\n`,
    to: `export class QuotaSpent extends Schema.TaggedError<QuotaSpent>()("QuotaSpent", { resource }) {}\nexport type StoreFailure =\n  | QuotaSpent\n`,
    asks: [
      "core/src/hooks/HookRefusal.ts",
      "core/src/store/guardUnit.ts",
      "postgrest/src/problem/recordProblems.ts",
      "rest/src/problem/recordProblems.ts"
    ]
  },
  {
    union: "a failure of a request",
    file: "rest/src/problem/RequestFailure.ts",
    from: `  | Explained<"BodyNotAnObject">\n`,
    to: `  | Explained<"BodyNotAnObject">\n  | Explained<"TooManyRequests">\n`,
    asks: ["postgrest/src/problem/requestProblems.ts", "rest/src/problem/requestProblems.ts"]
  },
  {
    union: "a failure at the edge",
    file: "rest/src/problem/EdgeFailure.ts",
    from: `  | Explained<"DeadlineExceeded">\n`,
    to: `  | Explained<"DeadlineExceeded">\n  | Explained<"TooManyRequests">\n`,
    asks: ["postgrest/src/problem/requestProblems.ts", "rest/src/problem/requestProblems.ts"]
  },
  {
    union: "a fault of a query",
    file: "core/src/query/QueryFault.ts",
    from: `export type QueryFault =\n`,
    to: `export type QueryFault =\n  | { readonly _tag: "LinkUnknown" }\n`,
    asks: ["postgrest/src/problem/queryProblem.ts", "rest/src/query/queryFailure.ts"]
  },
  {
    union: "a fault of a schema",
    file: "adapter-postgres/src/schema/SchemaFault.ts",
    from: `  | ({ readonly _tag: "NotATable" } & OfTable & OfResource)\n`,
    to: `  | ({ readonly _tag: "NotATable" } & OfTable & OfResource)\n  | ({ readonly _tag: "NotReadable" } & OfTable)\n`,
    asks: ["adapter-postgres/src/schema/SchemaDiagnostic.ts", "adapter-postgres/src/schema/schemaSentence.ts"]
  },
  {
    union: "a kind of answer",
    file: "core/src/store/Rows.ts",
    from: `Found | Differences | Written | WrittenMany | Changes\n`,
    to: `Found | Differences | Written | WrittenMany | Changes | (Answered<Values> & { readonly _tag: "Replayed" })\n`,
    asks: [
      "core/src/store/keptRows.ts",
      "rest/src/response/people/withPeople.ts",
      "rest/src/response/toResponse.ts"
    ]
  },
  {
    union: "a kind of caller",
    file: "core/src/access/Caller.ts",
    from: `"guest" | "anonymous"\n`,
    to: `"guest" | "anonymous" | "delegate"\n`,
    asks: ["core/src/access/Caller.ts"]
  },
  {
    union: "an access rule about the caller",
    file: "core/src/resource/Access.ts",
    from: `  | { readonly _tag: "Mfa" }\n`,
    to: `  | { readonly _tag: "Mfa" }\n  | { readonly _tag: "Network"; readonly range: string }\n`,
    asks: ["core/src/access/lacking.ts", "core/src/access/settle.ts", "core/src/resource/accessFaults.ts"]
  },
  {
    union: "an access rule about the record",
    file: "core/src/resource/Access.ts",
    from: `  | { readonly _tag: "Owner" }\n`,
    to: `  | { readonly _tag: "Owner" }\n  | { readonly _tag: "Field"; readonly field: string }\n`,
    asks: ["core/src/access/fold.ts", "core/src/access/lacking.ts", "core/src/resource/accessFaults.ts"]
  },
  {
    union: "a reason to refuse a token",
    file: "core/src/identity/TokenVerifier.ts",
    from: `  "revoked"\n`,
    to: `  "revoked",\n  "replayed"\n`,
    asks: ["postgrest/src/problem/identityProblems.ts", "rest/src/problem/identityProblems.ts"]
  },
  {
    union: "a rendering of claims",
    file: "adapter-apigw/src/caller/Identity.ts",
    from: `"context" | "token"\n`,
    to: `"context" | "token" | "lines"\n`,
    asks: ["adapter-apigw/src/caller/groups.ts"]
  },
  {
    union: "a predicate",
    file: "core/src/query/predicates.ts",
    from: `  | { readonly _tag: "Not"; readonly predicate: Predicate }\n`,
    to: `  | { readonly _tag: "Not"; readonly predicate: Predicate }\n  | { readonly _tag: "Contains"; readonly column: Term; readonly value: Cell }\n`,
    asks: [
      "adapter-postgres/src/shape/PredicateShape.ts",
      "core/src/query/compact.ts",
      "core/src/query/evaluate.ts",
      "core/src/query/outline.ts",
      "core/src/query/predicateText.ts",
      "core/src/query/somePart.ts"
    ]
  },
  {
    union: "a predicate's shape",
    file: "adapter-postgres/src/shape/PredicateShape.ts",
    from: `export type PredicateShape =\n`,
    to: `export type PredicateShape =\n  | { readonly _tag: "Contains"; readonly column: Column; readonly value: Hole }\n`,
    asks: ["adapter-postgres/src/sql/predicate.ts"]
  },
  {
    union: "an operator of patterns",
    file: "core/src/query/predicates.ts",
    from: `"match" | "imatch"\n`,
    to: `"match" | "imatch" | "similar"\n`,
    asks: [
      "adapter-postgres/src/sql/predicate.ts",
      "core/src/query/compact.ts",
      "core/src/query/compared.ts",
      "core/src/resolve/matching.ts"
    ]
  },
  {
    union: "how two values stand to each other",
    file: "core/src/value/Relations.ts",
    from: `"nxl" | "adj"\n`,
    to: `"nxl" | "adj" | "eqv"\n`,
    asks: ["adapter-postgres/src/sql/predicate.ts", "core/src/value/rangeRelations.ts"]
  },
  {
    union: "a command's shape",
    file: "adapter-postgres/src/shape/Shape.ts",
    from: `export type Shape =\n`,
    to: `export type Shape =\n  | (Seen & { readonly _tag: "Purge" })\n`,
    asks: ["adapter-postgres/src/compiling/compile.ts"]
  },
  {
    union: "a source of events",
    file: "adapter-apigw/src/event/EventSource.ts",
    from: `"url" | "alb"\n`,
    to: `"url" | "alb" | "lattice"\n`,
    asks: ["adapter-apigw/src/caller/Identity.ts", "adapter-apigw/src/result/toResult.ts"]
  }
]

/** Rows that can be tried in one run of the compiler: no file is asked by two of them. */
const groups = rows
  .reduce<ReadonlyArray<ReadonlyArray<Row>>>((sofar, row) => {
    const at = sofar.findIndex((group) => group.every((other) => areApart(row, other)))
    return at < 0 ? [...sofar, [row]] : sofar.map((group, i) => (i === at ? [...group, row] : group))
  }, [])
  .map((group) => [group.map(({ union }) => union).join(", "), group] as const)

function areApart(row: Row, other: Row): boolean {
  return row.file !== other.file && !row.asks.some((file) => other.asks.includes(file))
}

const packages = ["core", "rest", "postgrest", "adapter-postgres", "adapter-memory", "adapter-apigw"]
let folder = ""

beforeAll(async () => {
  folder = await makeFolder("openEnds")
})
afterAll(() => rm(folder, { recursive: true }))

/** The packages' sources once more, with what they import: each other's copies, and what the originals import. */
const copyTo = async (copy: string) => {
  for (const name of packages) {
    await mkdir(join(copy, name), { recursive: true })
    await cp(join(root, "packages", name, "src"), join(copy, name, "src"), { recursive: true })
    await symlink(join(root, "packages", name, "node_modules"), join(copy, name, "node_modules"))
  }
}

/** The files of the compiler's errors, each once. */
const filesOf = (told: ReadonlyArray<string>) =>
  [...new Set(told.map((line) => line.slice(0, line.indexOf("("))))].toSorted()

const paths = { "@pgcrest/core": ["./core/src/index.ts"], "@pgcrest/rest": ["./rest/src/index.ts"] }
const compile = (copy: string) => complaints(copy, { include: ["*/src"] }, { rootDir: ".", paths })

describe("one member more", { concurrent: true }, () => {
  it("is needed for a complaint: as it is, everything compiles", { timeout: 60_000 }, async () => {
    const copy = join(folder, "as-it-is")
    await copyTo(copy)
    assert.deepStrictEqual(await compile(copy), [])
  })

  it.each(groups)("of %s", { timeout: 60_000 }, async (_unions, group) => {
    const copy = join(folder, group[0]?.union.replaceAll(/\W/gu, "-") ?? "")
    await copyTo(copy)
    for (const { file, from, to } of group) {
      const text = await readFile(join(copy, file), "utf8")
      assert.strictEqual(text.split(from).length, 2, `${file} has not exactly once: ${from}`)
      await writeFile(
        join(copy, file),
        text.replace(from, () => to)
      )
    }
    const told = await compile(copy)
    const asks = group.flatMap((row) => row.asks).toSorted()
    assert.deepStrictEqual(filesOf(told), asks, told.join("\n"))
  })
})
