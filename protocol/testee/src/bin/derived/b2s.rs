//! Messages from the broadcaster to the subscriber.

use std::borrow::Cow;

use lonelypsp::stateful::b2s as generated;

use crate::record::{enums, messages, records};

records! {
    #[lonely(message = "stateful.confirm_configure")]
    ConfirmConfigure like ConfirmConfigure {
        authorization: Option<String>,
        broadcaster_nonce: [u8; 32],
        tracing: Vec<u8>,
    }

    #[lonely(message = "stateful.confirm_subscribe_exact")]
    ConfirmSubscribeExact<'a> like ConfirmSubscribeExact {
        authorization: Option<Cow<'a, str>>,
        topic: Vec<u8>,
        tracing: Vec<u8>,
    }

    #[lonely(message = "stateful.confirm_subscribe_glob")]
    ConfirmSubscribeGlob like ConfirmSubscribeGlob {
        authorization: Option<String>,
        glob: String,
        tracing: Vec<u8>,
    }

    #[lonely(message = "stateful.confirm_unsubscribe_exact")]
    ConfirmUnsubscribeExact like ConfirmUnsubscribeExact {
        authorization: Option<String>,
        topic: Vec<u8>,
        tracing: Vec<u8>,
    }

    #[lonely(message = "stateful.confirm_unsubscribe_glob")]
    ConfirmUnsubscribeGlob like ConfirmUnsubscribeGlob {
        authorization: Option<String>,
        glob: String,
        tracing: Vec<u8>,
    }

    #[lonely(message = "stateful.confirm_notify")]
    ConfirmNotify<'a> like ConfirmNotify {
        authorization: Option<&'a str>,
        identifier: &'a [u8],
        subscribers: u64,
        tracing: &'a [u8],
    }

    #[lonely(message = "stateful.continue_notify")]
    ContinueNotify like ContinueNotify {
        authorization: Option<String>,
        identifier: Vec<u8>,
        part_id: u64,
        tracing: Vec<u8>,
    }

    #[lonely(message = "stateful.receive_stream", variant = "start_uncompressed")]
    ReceiveStreamStartUncompressed like ReceiveStreamStartUncompressed {
        authorization: Option<String>,
        identifier: Vec<u8>,
        payload: Vec<u8>,
        topic: Vec<u8>,
        tracing: Vec<u8>,
        uncompressed_length: u64,
        unverified_uncompressed_sha512: [u8; 64],
    }

    #[lonely(message = "stateful.receive_stream", variant = "start_compressed")]
    ReceiveStreamStartCompressed like ReceiveStreamStartCompressed {
        authorization: Option<String>,
        compressed_length: u64,
        compressor_id: u64,
        decompressed_length: u64,
        identifier: Vec<u8>,
        payload: Vec<u8>,
        topic: Vec<u8>,
        tracing: Vec<u8>,
        unverified_compressed_sha512: [u8; 64],
    }

    #[lonely(message = "stateful.receive_stream", variant = "continuation")]
    ReceiveStreamContinuation<'a> like ReceiveStreamContinuation {
        authorization: Option<&'a str>,
        identifier: Vec<u8>,
        part_id: u64,
        payload: Cow<'a, [u8]>,
        tracing: Vec<u8>,
    }

    #[lonely(message = "stateful.missed")]
    Missed like Missed {
        authorization: Option<String>,
        topic: Vec<u8>,
        tracing: Vec<u8>,
    }

    #[lonely(message = "stateful.enable_zstd_preset")]
    EnableZstdPreset like EnableZstdPreset {
        authorization: Option<String>,
        compression_level: i64,
        identifier: u64,
        max_size: u64,
        min_size: u64,
        tracing: Vec<u8>,
    }

    #[lonely(message = "stateful.enable_zstd_custom")]
    EnableZstdCustom<'a> like EnableZstdCustom {
        authorization: Option<String>,
        compression_level: i32,
        dictionary: Cow<'a, [u8]>,
        identifier: u64,
        max_size: u64,
        min_size: u64,
        sha512: [u8; 64],
        tracing: Vec<u8>,
    }

    #[lonely(message = "stateful.disable_zstd_custom")]
    DisableZstdCustom like DisableZstdCustom {
        authorization: Option<String>,
        identifier: u64,
        tracing: Vec<u8>,
    }
}

enums! {
    #[lonely(message = "stateful.receive_stream")]
    ReceiveStream {
        Continuation: ReceiveStreamContinuation<'a>,
        StartCompressed: ReceiveStreamStartCompressed,
        StartUncompressed: ReceiveStreamStartUncompressed,
    }
}

messages! {
    ConfirmConfigure: ConfirmConfigure,
    ConfirmSubscribeExact: ConfirmSubscribeExact<'a>,
    ConfirmSubscribeGlob: ConfirmSubscribeGlob,
    ConfirmUnsubscribeExact: ConfirmUnsubscribeExact,
    ConfirmUnsubscribeGlob: ConfirmUnsubscribeGlob,
    ConfirmNotify: ConfirmNotify<'a>,
    ContinueNotify: ContinueNotify,
    ReceiveStream: ReceiveStream<'a>,
    Missed: Missed,
    EnableZstdPreset: EnableZstdPreset,
    EnableZstdCustom: EnableZstdCustom<'a>,
    DisableZstdCustom: DisableZstdCustom,
}
