// {{ stamp }}

/**
 * The strong etag of subscriptions: the SHA-512 of a document that lists all of them.
 *
 * @packageDocumentation
 */

import type { StrongEtag, StrongEtagGlobs, StrongEtagTopics } from "./{{ module }}.ts";
import {
  $strongEtagBeforeGlobs,
  $strongEtagBeforeTopics,
  $strongEtagEnd,
  $strongEtagGlobs,
  $strongEtagTopics,
} from "./{{ module }}.ts";
import type { Entries } from "./runtime/pieces.ts";
import { LonelyError } from "./runtime/error.ts";
import { Sha512Pieces } from "./runtime/hash.ts";
import type { Bytes } from "./runtime/index.ts";

export type { StrongEtagGlobs, StrongEtagTopics };

/** All subscriptions of a url. */
export type Subscriptions = Omit<StrongEtag, "type">;

/** How etags are computed. */
export interface EtagOptions {
  /**
   * Whether topics and globs are known to be in ascending order, each once: then they are not compared. What is in another
   * order has another etag.
   */
  readonly isSorted?: boolean;
}

/** The etag of all subscriptions of a url, at once, which only Node can. */
export function strongEtagNow(subscriptions: Subscriptions, options?: EtagOptions): Bytes {
  return generatorOf(subscriptions, options).finishNow();
}

/** The etag of all subscriptions of a url. */
export async function strongEtag(
  subscriptions: Subscriptions,
  options?: EtagOptions,
): Promise<Bytes> {
  return generatorOf(subscriptions, options).finish();
}

function generatorOf(
  { url, topics, globs }: Subscriptions,
  options: EtagOptions | undefined,
): StrongEtagGenerator {
  return new StrongEtagGenerator(url, options).addTopics(topics).finishTopics().addGlobs(globs);
}

/**
 * Computes a strong etag of subscriptions that are given little by little: all topics, then all globs.
 *
 * ```ts
 * const generator = new StrongEtagGenerator("http://h/r");
 * generator.addTopics([{ topic, recovery: null }]);
 * generator.finishTopics();
 * generator.addGlobs([{ glob: "a/*", recovery: null }]);
 * const etag = await generator.finish();
 * ```
 *
 * Entries that are refused leave everything as it was. WebCrypto hashes no pieces: in browsers the document is kept in
 * memory until the end.
 */
export class StrongEtagGenerator {
  readonly #hash = new Sha512Pieces();
  readonly #isOrdered: boolean;
  #topics: Omit<Entries<Uint8Array>, "bytes"> = { count: 0, last: undefined };
  #globs: Omit<Entries<string>, "bytes"> = { count: 0, last: undefined };
  #state: "topics" | "globs" | "finished" = "topics";

  constructor(url: string, { isSorted = false }: EtagOptions = {}) {
    this.#isOrdered = !isSorted;
    this.#hash.update($strongEtagBeforeTopics({ url }));
  }

  /** More topics, greater than those before. */
  addTopics(topics: readonly StrongEtagTopics[]): this {
    this.#expect("topics");
    const { bytes, ...now } = $strongEtagTopics(topics, this.#topics, this.#isOrdered);
    this.#hash.update(bytes);
    this.#topics = now;
    return this;
  }

  /** There are no more topics. */
  finishTopics(): this {
    this.#expect("topics");
    this.#hash.update($strongEtagBeforeGlobs());
    this.#state = "globs";
    return this;
  }

  /** More globs, greater than those before. */
  addGlobs(globs: readonly StrongEtagGlobs[]): this {
    this.#expect("globs");
    const { bytes, ...now } = $strongEtagGlobs(globs, this.#globs, this.#isOrdered);
    this.#hash.update(bytes);
    this.#globs = now;
    return this;
  }

  /** There are no more globs: the etag, at once, which only Node can. */
  finishNow(): Bytes {
    this.#end();
    return this.#hash.digest();
  }

  /** There are no more globs: the etag. */
  async finish(): Promise<Bytes> {
    this.#end();
    return this.#hash.digestAsync();
  }

  #end(): void {
    this.#expect("globs");
    this.#hash.update($strongEtagEnd());
    this.#state = "finished";
  }

  #expect(state: "topics" | "globs"): void {
    if (this.#state === state) return;
    const expected = `that ${state} are still to come`;
    throw new LonelyError("bad_value", null, null, expected, `the state "${this.#state}"`);
  }
}
