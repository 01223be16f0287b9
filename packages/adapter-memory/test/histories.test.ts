import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { ResourceStoreContract } from "@pgcrest/testkit"

// PGCREST_REPLAY takes what a failing run printed after "Replay:".
const { PGCREST_HISTORIES: runs, PGCREST_REPLAY: replay, PGCREST_SEED: seed } = process.env
ResourceStoreContract.histories("memory", ResourceStoreMemory.layer, {
  ...(runs === undefined ? {} : { runs: Number(runs) }),
  ...(seed === undefined ? {} : { seed: Number(seed) }),
  ...(replay === undefined ? {} : { replay })
})
