// A subscriber over HTTP as small as it can be: it checks what a broadcaster posts, and says that it has arrived.

import { createServer } from "node:http";

import { load } from "./bodies.js";

const [{ b2s, s2b }, { readReprDigest }] = await Promise.all([
  load("stateless/index"),
  load("repr-digest"),
]);

const refusal = s2b.encode({ type: "response_unsubscribe_immediate" });
/** The most bytes of a payload, and of what stands before it. */
const [longest, longestHead] = [1 << 20, 1 << 18];

/** The message in a body, decoded as it arrives, with the digest of its payload. */
async function messageOf(request) {
  const decoder = b2s.incremental("receive", { limit: longestHead });
  const payload = [];
  for await (const piece of request) {
    payload.push(decoder.push(piece));
    const length = payload.reduce((sum, part) => sum + part.length, 0);
    if (length > longest) throw new Error(`a payload of more than ${longest} bytes`);
  }
  const { message, bodySha512 } = decoder.finish();
  return { ...message, payload: new Uint8Array(Buffer.concat(payload)), messageSha512: bodySha512 };
}

/** Starts one on loopback. It checks with a strategy what is posted, and signs the answers with another. */
export async function startEndpoint(strategy, answering = strategy) {
  const endpoint = { received: [], problems: [], url: "" };

  const receive = async (request) => {
    const { headers } = request;
    const { messageSha512, ...message } = await messageOf(request);
    if (!Buffer.from(messageSha512).equals(readReprDigest(headers["repr-digest"] ?? "")))
      throw new Error("the digest is that of another message");
    const { identifier } = message;
    const { url } = endpoint;
    const document = b2s.documentOfReceive(message, { url, messageSha512 });
    const { result, refusal: why } = await strategy.check(document, headers.authorization);
    if (result !== "ok") throw new Error(`${result}: ${why.reason}`);
    endpoint.received.push(message);
    const unsigned = { tracing: new Uint8Array(0), identifier, numSubscribers: 1 };
    const answer = { type: "response_confirm_receive", authorization: null, ...unsigned };
    const signed = s2b.documentOfResponseConfirmReceive(answer, { url });
    return s2b.encode({ ...answer, authorization: await answering.authorize(signed) });
  };

  const server = createServer(async (request, response) => {
    let [status, answer] = [400, refusal];
    try {
      if (request.method !== "POST" || request.url !== "/v1/receive")
        throw new Error(`${request.method} ${request.url}`);
      [answer, status] = [await receive(request), 200];
    } catch (error) {
      endpoint.problems.push(error.message);
    }
    const type = "application/octet-stream";
    // Head and body in one write: the broadcaster takes a part that has not arrived for a short answer.
    response.writeHead(status, { "content-type": type, "content-length": answer.length });
    response.end(answer);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint.url = `http://127.0.0.1:${server.address().port}/v1/receive`;
  endpoint.close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return endpoint;
}
