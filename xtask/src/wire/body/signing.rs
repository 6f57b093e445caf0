//! The documents that an HMAC signs.

use lonelypsp_schema::Direction::{B2s, S2b};

use super::layout::{Field, Layout, Part, boolean, bytes, digest, optional, text, uint};

/// What every document begins with, behind its number.
const HEAD: [Field; 3] = [uint(8, "timestamp"), text(1, "nonce"), bytes(2, "tracing")];

const URL: Field = text(2, "url");
const RECOVERY: Field = optional("recovery");
const EXACT: Field = bytes(2, "exact");
const GLOB: Field = text(2, "glob");
const TOPIC: Field = bytes(2, "topic");
const IDENTIFIER: Field = bytes(1, "identifier");
const SHA512: Field = digest("message_sha512");
const COMPRESSOR: Field = uint(4, "compressor_identifier");
/// The level is not negative here, though the message may say so.
const ZSTD: [Field; 5] =
    [URL, COMPRESSOR, uint(4, "compression_level"), uint(8, "min_size"), uint(8, "max_size")];

/// Those of subscribers, by number from 1.
const SUBSCRIBER: [(&str, &[Field]); 9] = [
    ("subscribe_exact", &[URL, RECOVERY, EXACT]),
    ("subscribe_glob", &[URL, RECOVERY, GLOB]),
    ("notify", &[TOPIC, IDENTIFIER, SHA512]),
    (
        "stateful_configure",
        &[
            bytes(1, "subscriber_nonce"),
            boolean("enable_zstd"),
            boolean("enable_training"),
            uint(2, "initial_dict"),
        ],
    ),
    ("check_subscriptions", &[URL]),
    ("set_subscriptions", &[URL, ETAG]),
    ("stateful_continue_receive", &[IDENTIFIER, uint(1, "part_id"), URL]),
    ("confirm_receive", &[IDENTIFIER, uint(4, "num_subscribers"), URL]),
    ("confirm_missed", &[TOPIC, URL]),
];

/// Those of broadcasters, by number from 10.
const BROADCASTER: [(&str, &[Field]); 12] = [
    ("receive", &[URL, TOPIC, IDENTIFIER, SHA512]),
    ("missed", &[text(2, "recovery"), TOPIC]),
    ("confirm_subscribe_exact", &[URL, RECOVERY, EXACT]),
    ("confirm_subscribe_glob", &[URL, RECOVERY, GLOB]),
    ("confirm_notify", &[IDENTIFIER, uint(4, "subscribers"), TOPIC, SHA512]),
    ("check_subscriptions_response", &[ETAG]),
    ("set_subscriptions_response", &[ETAG]),
    ("stateful_confirm_configure", &[bytes(1, "broadcaster_nonce")]),
    ("stateful_enable_zstd_preset", &ZSTD),
    ("stateful_enable_zstd_custom", &[ZSTD[0], ZSTD[1], ZSTD[2], ZSTD[3], ZSTD[4], digest("sha512")]),
    ("stateful_disable_zstd_custom", &[COMPRESSOR, URL]),
    ("stateful_continue_notify", &[IDENTIFIER, uint(4, "part_id")]),
];

const ETAG: Field = digest("etag");

/// The numbers of the documents.
const NUMBERS: [[u8; 1]; 22] = {
    let mut numbers = [[0]; 22];
    let mut number = 0;
    while number < 22 {
        numbers[number as usize] = [number];
        number += 1;
    }
    numbers
};

/// What 0.0.33 did not sign; whatever follows had lower numbers.
const NEW: [&str; 2] = ["set_subscriptions_response", "stateful_continue_notify"];

pub(super) fn layouts() -> Vec<Layout> {
    numbered(&[])
}

/// Those of 0.0.33.
pub(super) fn layouts_before() -> Vec<Layout> {
    numbered(&NEW)
}

fn numbered(without: &[&str]) -> Vec<Layout> {
    let documents = SUBSCRIBER.iter().map(|document| (S2b, document));
    let documents = documents.chain(BROADCASTER.iter().map(|document| (B2s, document)));
    let documents = documents.filter(|(_, (name, _))| !without.contains(name));
    let layout =
        |(number, (direction, (name, fields))): (&'static [u8; 1], (_, &(&'static str, &[Field])))| {
            let mut parts = vec![Part::Code(number)];
            for field in HEAD.iter().chain(*fields) {
                // The format of the etag, always 0.
                parts.extend((field.name == "etag").then_some(Part::Literal(&[0])));
                parts.push(Part::Value(*field));
            }
            Layout { protocol: "signing", direction, name, parts }
        };
    NUMBERS[1..].iter().zip(documents).map(layout).collect()
}
