//! The crate `lonelypsp` as a contestant.

use lonelypsp::stateful::b2s::ConfirmNotify;
use lonelypsp::stateful::s2b::{Notify, NotifyUncompressed, SubscribeExact};
use lonelypsp::{DecodeError, EncodeError, HeaderMode as OwnMode, Unverified};

use crate::cases::{Case, Contestant, Key, Message, Operation, Run, own_cases, wire};
use crate::handwritten::HeaderMode;
use crate::repeat_into;

type UnverifiedNotify = Unverified<'static, Notify<'static>>;

/// The cases of this message.
pub fn cases(message: Message, mode: HeaderMode) -> Vec<Case> {
    let own_mode = match mode {
        HeaderMode::Minimal => OwnMode::Minimal,
        HeaderMode::Expanded => OwnMode::Expanded,
    };
    let mut cases: Vec<Case> = own_cases!(Contestant::Generated, message, mode, own_mode);
    let key = Key { operation: Operation::EncodeInto, message, mode, contestant: Contestant::Generated };
    cases.push(Case { key, prepare: Box::new(move || encode_into(message, mode, own_mode)) });
    cases
}

fn encode_into(message: Message, mode: HeaderMode, own_mode: OwnMode) -> Run {
    let input = wire(message, mode);
    if message == Message::ConfirmNotify {
        let encode: fn(&(ConfirmNotify<'static>, OwnMode), &mut Vec<u8>) =
            |(message, mode), buffer| message.encode_into(*mode, buffer).expect("it has room");
        let message = ConfirmNotify::decode(input).expect("the input is right");
        return repeat_into!((message, own_mode), encode);
    }
    if message == Message::SubscribeExact {
        let encode: fn(&(SubscribeExact<'static>, OwnMode), &mut Vec<u8>) =
            |(message, mode), buffer| message.encode_into(*mode, buffer).expect("it has room");
        let message = SubscribeExact::decode(input).expect("the input is right");
        return repeat_into!((message, own_mode), encode);
    }
    let encode: fn(&(Notify<'static>, OwnMode), &mut Vec<u8>) =
        |(message, mode), buffer| message.encode_into(*mode, buffer).expect("it has room");
    let message = Notify::decode(input).expect("the input is right");
    repeat_into!((message, own_mode), encode)
}
