/** The door "./lambda": Lambda's Runtime API and a runtime client, on loopback. */
export * as RuntimeApi from "./lambda/RuntimeApi.ts"
