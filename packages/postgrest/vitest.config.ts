import { defineConfig } from "vitest/config"

// The clients come over a real socket, half of them to a real database.
export default defineConfig({
  test: { globalSetup: ["./test/globalSetup.ts"], testTimeout: 30_000, hookTimeout: 30_000 }
})
