import { LonelyError } from "lonelypsp";
import { s2b } from "lonelypsp/stateful";

try {
  s2b.decode(new Uint8Array([0, 1, 0]));
} catch (error) {
  if (!(error instanceof LonelyError)) throw error;
  console.log(error.kind, error.at, error.offset); // truncated null 2
}
