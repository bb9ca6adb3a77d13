/** Limits on what one client may use, before and after its token is checked. */

export interface Limits {
  /** Largest JSON body, and how deep its lists and objects may lie in each other. */
  readonly jsonBytes: number;
  readonly jsonDepth: number;
  /** Largest file; its form has some room for the fields around it. */
  readonly fileBytes: number;
  /** From the first byte of a request to the last of its headers, of a JSON body, and of an upload. */
  readonly headersMs: number;
  readonly jsonMs: number;
  readonly uploadMs: number;
  /** All connections together, and those of one address. */
  readonly connections: number;
  readonly connectionsOfAddress: number;
  /** Event streams that one user's pages hold open, and files that one user sends at the same time. */
  readonly streamsOfUser: number;
  readonly uploadsOfUser: number;
}

const megabyte = 1024 * 1024;

/** An eight-tab browser holds up to 48 connections and several people may share one address. */
export const usualLimits: Limits = {
  jsonBytes: megabyte,
  jsonDepth: 64,
  fileBytes: 200 * megabyte,
  headersMs: 10_000,
  jsonMs: 20_000,
  uploadMs: 300_000,
  connections: 1_000,
  connectionsOfAddress: 200,
  streamsOfUser: 24,
  uploadsOfUser: 2,
};

/** 200 MB */
export const inMegabytes = (bytes: number): string => `${bytes / megabyte} MB`;
