/** The pages of documentation whose requests are sent. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ddl } from "@pgcrest/adapter-postgres"
import { Access } from "@pgcrest/core"
import { Batch, Csv, History, Ndjson, Operations, TimeTravel, Undo } from "@pgcrest/rest"
import { Library as BatchLibrary } from "./batch/library.ts"
import { Shelf } from "./collections/shelf.ts"
import { Shelf as ManyShelf } from "./manyRecords/shelf.ts"
import { Library as HistoryLibrary } from "./history/library.ts"
import { Library as MediaLibrary } from "./mediaTypes/library.ts"
import { Library as PastLibrary } from "./timeTravel/library.ts"
import { Shop } from "./nestedWrites/orders.ts"
import { CloseMonth, TopTitles } from "./operations/functions.ts"
import { Library as OperationsLibrary } from "./operations/library.ts"
import { Overdue, RenewAll } from "./operations/loans.operations.ts"
import { functions } from "./operations/twins.ts"
import { makePage, type Page } from "./Page.ts"
import { Library as RestoreLibrary } from "./restore/library.ts"
import { Library as SoftLibrary } from "./softDelete/library.ts"

const log = () => {}

export const pages: ReadonlyArray<Page> = [
  makePage("collections", ["collections/shelf.ts"], {
    schema: ddl(Shelf),
    serve: (stores) => ApiGateway.streamingHandler(Shelf, stores, { log })
  }),
  makePage("many-records", ["manyRecords/shelf.ts"], {
    schema: ddl(ManyShelf),
    serve: (stores) => ApiGateway.streamingHandler(ManyShelf, stores, { log })
  }),
  makePage("nested-writes", ["nestedWrites/orders.ts"], {
    schema: ddl(Shop),
    serve: (stores) => ApiGateway.streamingHandler(Shop, stores, { log })
  }),
  makePage("batch", ["batch/library.ts"], {
    schema: ddl(BatchLibrary),
    serve: (stores) => ApiGateway.streamingHandler(BatchLibrary, stores, { batch: Batch.make(), log })
  }),
  makePage("history", ["history/library.ts"], {
    schema: ddl(HistoryLibrary),
    serve: (stores) =>
      ApiGateway.streamingHandler(HistoryLibrary, stores, {
        history: History.make({ report: Access.any(Access.group("librarians"), Access.group("auditors")) }),
        formats: [Csv.make()],
        log
      })
  }),
  makePage(
    "operations",
    ["operations/library.ts", "operations/loans.operations.ts", "operations/functions.ts"],
    {
      schema: ddl(OperationsLibrary) + functions,
      serve: (stores) =>
        ApiGateway.streamingHandler(OperationsLibrary, stores, {
          operations: Operations.make(RenewAll, Overdue, CloseMonth, TopTitles),
          problems: { TooManyRenewals: 409 },
          log
        })
    }
  ),
  makePage("time-travel", ["timeTravel/library.ts"], {
    schema: ddl(PastLibrary),
    serve: (stores) =>
      ApiGateway.streamingHandler(PastLibrary, stores, { timeTravel: TimeTravel.make(), log })
  }),
  makePage("restore", ["restore/library.ts"], {
    schema: ddl(RestoreLibrary),
    serve: (stores) => ApiGateway.streamingHandler(RestoreLibrary, stores, { undo: Undo.make(), log })
  }),
  makePage("soft-delete", ["softDelete/library.ts"], {
    schema: ddl(SoftLibrary),
    serve: (stores) => ApiGateway.streamingHandler(SoftLibrary, stores, { log })
  }),
  makePage("media-types", ["mediaTypes/library.ts"], {
    schema: ddl(MediaLibrary),
    serve: (stores) =>
      ApiGateway.streamingHandler(MediaLibrary, stores, { formats: [Csv.make(), Ndjson.make()], log })
  })
]
