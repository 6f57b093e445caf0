import { s2b } from "lonelypsp/stateful";

const bytes = s2b.encode({
  type: "configure",
  subscriberNonce: new Uint8Array(32),
  enableZstd: true,
  enableTraining: true,
  initialDict: 7,
  authorization: null,
  tracing: new Uint8Array([1, 2, 3]),
});
console.log(`${bytes.length} bytes`);

const message = s2b.decode(bytes);
if (message.type === "configure") {
  console.log(message.subscriberNonce);
}
