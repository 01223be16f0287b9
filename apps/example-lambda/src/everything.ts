/** All that the library can be asked, as options of a handler: what a deployment leaves out costs its bundle nothing. */
import { Batch, Csv, History, Ndjson, Operations, Rollback, TimeTravel, Undo } from "@pgcrest/rest"
import { problems } from "./library.ts"
import { RenewAll } from "./loans.operations.ts"

export const everything = {
  problems,
  batch: Batch.make(),
  operations: Operations.make(RenewAll),
  formats: [Csv.make({ formulas: "escaped" }), Ndjson.make()],
  rollback: Rollback.make(),
  history: History.make(),
  timeTravel: TimeTravel.make(),
  undo: Undo.make()
}
