//! The crate `lonelypsp` as a contestant.

use lonelypsp::stateful::b2s::ConfirmNotify;
use lonelypsp::stateful::s2b::{Notify, NotifyUncompressed, SubscribeExact};
use lonelypsp::{DecodeError, EncodeError, HeaderMode as OwnMode, Unverified};

use crate::cases::{Case, Contestant, Key, Message, Operation, Run, own_cases, wire};
use crate::handwritten::HeaderMode;

type UnverifiedNotify = Unverified<'static, Notify<'static>>;

/// The cases of this message.
pub fn cases(message: Message, mode: HeaderMode) -> Vec<Case> {
    let own_mode = match mode {
        HeaderMode::Minimal => OwnMode::Minimal,
        HeaderMode::Expanded => OwnMode::Expanded,
    };
    own_cases!(Contestant::Generated, message, mode, own_mode)
}
