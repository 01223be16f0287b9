import { defineConfig } from "vitest/config"

// Tests that make servers of their own take one second each, and several where the machine is busy.
export default defineConfig({
  test: { globalSetup: ["./test/globalSetup.ts"], testTimeout: 30_000, hookTimeout: 30_000 }
})
