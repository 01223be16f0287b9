import { defineConfig } from "vitest/config"

// Clones of a database and ended sessions take their time where the machine is busy.
export default defineConfig({
  test: { globalSetup: ["./test/globalSetup.ts"], testTimeout: 30_000, hookTimeout: 30_000 }
})
