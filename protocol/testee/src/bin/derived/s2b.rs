//! Messages from the subscriber to the broadcaster.

use std::borrow::Cow;
use std::sync::Arc;

use lonelypsp::stateful::s2b as generated;

use crate::record::{enums, messages, records};

records! {
    #[lonely(message = "stateful.configure")]
    Configure<'a> like Configure {
        tracing: Cow<'a, [u8]>,
        authorization: Option<Cow<'a, str>>,
        subscriber_nonce: [u8; 32],
        initial_dict: u64,
        enable_training: bool,
        enable_zstd: bool,
    }

    #[lonely(message = "stateful.subscribe_exact")]
    SubscribeExact<'a> like SubscribeExact {
        topic: &'a [u8],
        tracing: Vec<u8>,
        authorization: Option<String>,
    }

    #[lonely(message = "stateful.subscribe_glob")]
    SubscribeGlob like SubscribeGlob {
        glob: String,
        tracing: Arc<[u8]>,
        authorization: Option<String>,
    }

    #[lonely(message = "stateful.unsubscribe_exact")]
    UnsubscribeExact<'a> like UnsubscribeExact {
        authorization: Option<&'a str>,
        topic: Box<[u8]>,
        tracing: &'a [u8],
    }

    #[lonely(message = "stateful.unsubscribe_glob")]
    UnsubscribeGlob<'a> like UnsubscribeGlob {
        authorization: Option<Cow<'a, str>>,
        tracing: Vec<u8>,
        glob: Cow<'a, str>,
    }

    #[lonely(message = "stateful.notify", variant = "uncompressed")]
    NotifyUncompressed<'a> like NotifyUncompressed {
        uncompressed_message: &'a [u8],
        verified_uncompressed_sha512: [u8; 64],
        identifier: Cow<'a, [u8]>,
        topic: Vec<u8>,
        authorization: Option<String>,
        tracing: Vec<u8>,
    }

    #[lonely(message = "stateful.notify", variant = "compressed")]
    NotifyCompressed like NotifyCompressed {
        compressed_message: Vec<u8>,
        decompressed_length: u64,
        verified_compressed_sha512: Box<[u8; 64]>,
        compressor_id: u64,
        identifier: Vec<u8>,
        topic: Vec<u8>,
        authorization: Option<String>,
        tracing: Vec<u8>,
    }

    #[lonely(message = "stateful.notify_stream", variant = "start_uncompressed")]
    NotifyStreamStartUncompressed<'a> like NotifyStreamStartUncompressed {
        payload: Cow<'a, [u8]>,
        authorization: Option<String>,
        tracing: Vec<u8>,
        identifier: Vec<u8>,
        topic: Vec<u8>,
        uncompressed_length: u64,
        unverified_uncompressed_sha512: [u8; 64],
    }

    #[lonely(message = "stateful.notify_stream", variant = "start_compressed")]
    NotifyStreamStartCompressed like NotifyStreamStartCompressed {
        payload: Vec<u8>,
        authorization: Option<String>,
        tracing: Vec<u8>,
        identifier: Vec<u8>,
        topic: Vec<u8>,
        compressor_id: u64,
        compressed_length: u64,
        decompressed_length: u64,
        unverified_compressed_sha512: [u8; 64],
    }

    #[lonely(message = "stateful.notify_stream", variant = "continuation")]
    NotifyStreamContinuation<'a> like NotifyStreamContinuation {
        part_id: u64,
        payload: &'a [u8],
        authorization: Option<&'a str>,
        tracing: &'a [u8],
        identifier: &'a [u8],
    }

    #[lonely(message = "stateful.continue_receive")]
    ContinueReceive like ContinueReceive {
        part_id: u64,
        identifier: Vec<u8>,
        authorization: Option<String>,
        tracing: Vec<u8>,
    }

    #[lonely(message = "stateful.confirm_receive")]
    ConfirmReceive like ConfirmReceive {
        num_subscribers: u64,
        identifier: Vec<u8>,
        authorization: Option<String>,
        tracing: Vec<u8>,
    }
}

enums! {
    #[lonely(message = "stateful.notify")]
    Notify {
        Compressed: NotifyCompressed,
        Uncompressed: NotifyUncompressed<'a>,
    }

    #[lonely(message = "stateful.notify_stream")]
    NotifyStream {
        Continuation: NotifyStreamContinuation<'a>,
        StartCompressed: NotifyStreamStartCompressed,
        StartUncompressed: NotifyStreamStartUncompressed<'a>,
    }
}

messages! {
    ConfirmReceive: ConfirmReceive,
    ContinueReceive: ContinueReceive,
    NotifyStream: NotifyStream<'a>,
    Notify: Notify<'a>,
    UnsubscribeGlob: UnsubscribeGlob<'a>,
    UnsubscribeExact: UnsubscribeExact<'a>,
    SubscribeGlob: SubscribeGlob,
    SubscribeExact: SubscribeExact<'a>,
    Configure: Configure<'a>,
}
