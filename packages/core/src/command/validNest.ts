/** A nested write whose bodies have all become cells, or every fault of each by its place in the whole. */
import * as Result from "effect/Result"
import { type Fault, RecordInvalid } from "../failures.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell } from "../value/ColumnType.ts"
import { mostFaults } from "../value/faults.ts"
import type { Body, Branch, CreateManyNested, CreateNested, Nest } from "./Command.ts"
import { type Reading, validate } from "./validate.ts"

/** Validates every record before any is written. */
export const validNest = <R extends Resource>(
  command: CreateNested<R>,
  reading: Reading
): Result.Result<CreateNested<R, Cell>, RecordInvalid> => {
  const walk: Walk = { reading, faults: [...command.misfits] }
  const nest = checked(command, new Map(), walk)
  return orFaults({ ...command, ...nest }, walk)
}

/** The same of several. */
export const validNests = <R extends Resource>(
  command: CreateManyNested<R>,
  reading: Reading
): Result.Result<CreateManyNested<R, Cell>, RecordInvalid> => {
  const walk: Walk = { reading, faults: [...command.misfits] }
  const nests: Array<Nest<R, Cell>> = []
  for (const nest of command.nests) {
    nests.push(checked(nest, new Map(), walk))
    if (walk.faults.length >= mostFaults) break
  }
  return orFaults({ ...command, nests }, walk)
}

function orFaults<C extends { readonly permit: { readonly resource: Resource } }>(
  command: C,
  { faults }: Walk
): Result.Result<C, RecordInvalid> {
  if (faults.length === 0) return Result.succeed(command)
  const { name } = command.permit.resource
  return Result.fail(new RecordInvalid({ resource: name, faults: faults.slice(0, mostFaults) }))
}

interface Walk {
  readonly reading: Reading
  readonly faults: Array<Fault>
}

/** What relations fill in of a record, by field, and what is said of a body that says it too. */
type Filled = ReadonlyMap<string, string>

function checked<R extends Resource>(nest: Nest<R>, around: Filled, walk: Walk): Nest<R, Cell> {
  const { at, permit } = nest
  const filled = filledIn(nest, around, walk)
  const values = cellsOf(nest, filled, walk)
  const related = nest.related.map((branch) => branchOf(branch, walk))
  const none = nest.related
    .filter(({ link, records }) => !link.many && records.length === 0)
    .map(({ link }) => [link.from.name, null] as const)
  return { permit, at, values: { ...values, ...Object.fromEntries(none) }, related }
}

/** Each field has one who fills it in: the record around it, or one relation. */
function filledIn({ related }: Nest, around: Filled, { faults }: Walk): Filled {
  const filled = new Map(around)
  for (const { at, link } of related) {
    if (link.many) continue
    const before = filled.get(link.from.name)
    if (before === undefined) filled.set(link.from.name, `is that of "${link.name}" already`)
    else faults.push({ path: at, code: "repeated", detail: before })
  }
  return filled
}

/** The cells of a record's own body, without what is filled in. */
function cellsOf({ at, permit, values }: Nest, filled: Filled, { faults, reading }: Walk): Body<Cell> {
  const { columns, name } = permit.resource
  const own = [...columns].filter(([field]) => !filled.has(field))
  const body = Object.entries(values).filter(([field]) => !filled.has(field))
  for (const field of Object.keys(values)) {
    const detail = filled.get(field)
    if (detail !== undefined) faults.push({ path: [...at, field], code: "repeated", detail })
  }
  const cells = validate({ name, columns: new Map(own) }, Object.fromEntries(body), reading)
  if (Result.isSuccess(cells)) return cells.success
  faults.push(...cells.failure.faults.map((fault) => ({ ...fault, path: [...at, ...fault.path] })))
  return {}
}

function branchOf({ at, between, link, records }: Branch, walk: Walk): Branch<Cell> {
  const { through } = link
  const isOurs = link.many && through === null
  const around: Filled = new Map(isOurs ? [[link.to.name, "is that of the record around it"]] : [])
  const joins: Filled = new Map(
    through === null ? [] : [through.near, through.far].map(({ name }) => [name, ""])
  )
  return {
    at,
    link,
    between: between === null ? null : joined(between, joins, walk),
    records: records.map((nest) => checked(nest, around, walk))
  }
}

/** What joins two records has no body: all but its two fields must be free to be left out. */
function joined(between: Nest, filled: Filled, { faults, reading }: Walk): Nest<Resource, Cell> {
  const inner: Walk = { reading, faults: [] }
  const nest = checked(between, filled, inner)
  if (inner.faults.length > 0) {
    const detail = `is joined by ${between.permit.resource.name}, which must have more fields than the two`
    faults.push({ path: between.at, code: "unfit", detail })
  }
  return nest
}
